"""Mistakes in pack files: each comes back with its file, its place and how to mend it; none is an exception."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dandang.law.policies import packfiles, queries
from tests.factories import packs as made

EXAMPLE = {"why": "看得懂", "key": made.KEY, "region": "341299", "on": "2026-11-21", "expect": 20}


def words(folder: Path) -> str:
    return "\n".join(str(fault) for fault in packfiles.read_folder(folder).faults)


def test_a_sound_folder_is_read(tmp_path: Path) -> None:
    read = packfiles.read_folder(made.write(tmp_path, made.pack()))

    assert not read.faults
    assert [pack.name for pack in read.packs] == ["rule-000000@2020-01-01"]


Change = Callable[[dict[str, Any]], Any]
SPOILT: list[tuple[Change, str]] = [
    (lambda pack: pack["values"][0].pop("checked_on"), "values.0.checked_on：缺少这一项"),
    (lambda pack: pack["values"][0].pop("reliability"), "values.0.reliability：缺少这一项"),
    (lambda pack: pack["values"][0].pop("clause"), "values.0.clause：缺少这一项"),
    (lambda pack: pack["values"][0].update(clause="art-9"), "引用的条款 art-9 不在 clauses 里"),
    (lambda pack: pack["values"][0].update(value="20"), "值 '20' 不合单位 pct"),
    (lambda pack: pack["values"][0].update(value=-1), "值 -1 不合单位 pct"),
    (lambda pack: pack["values"][0].update(value=20.5), "值 20.5 不合单位 pct"),
    (lambda pack: pack["values"][0].update(value=True), "值 True 不合单位 pct"),
    (lambda pack: pack["values"][0].update(value=None), "要写 note"),
    (lambda pack: pack["values"][0].update(unit="percent"), "没有单位 percent"),
    (lambda pack: pack["values"][0].update(reliability="D"), "不在可选范围内"),
    (lambda pack: pack["values"][0].update(vaule=3), "values.0.vaule：没有这样的项目"),
    (lambda pack: pack["values"][0].update(checked_on="去年"), "2026-11-23 这样的日期"),
    (lambda pack: pack["values"][0].update(until="2019-01-01"), "until 不在本版适用期内"),
    (lambda pack: pack["values"].append(dict(pack["values"][0])), "appraisal.share_pct 出现了两次"),
    (lambda pack: pack["clauses"].append(dict(pack["clauses"][0])), "art-1 出现了两次"),
    (lambda pack: pack["clauses"][0].update(summary=""), "不能为空"),
    (lambda pack: pack["clauses"][0].pop("source"), "clauses.0.source：缺少这一项"),
    (lambda pack: pack["document"].update(level="PROVINCE"), "对不上"),
    (lambda pack: pack["document"].update(subject="weather"), "没有主题 weather"),
    (lambda pack: pack["document"].update(region=0), "数字样子的文字请加引号"),
    (lambda pack: pack["edition"].update(in_force_until="2020-01-01"), "in_force_until 应晚于"),
    (lambda pack: pack["edition"].update(supersedes="2020-01-01"), "应早于 in_force_from"),
    (lambda pack: pack["edition"].update(in_force_from_reliability="C"), "in_force_from_note 要写明"),
]


@pytest.mark.parametrize(("spoil", "expected"), SPOILT, ids=[expected for _, expected in SPOILT])
def test_a_mistake_is_named_with_its_place(tmp_path: Path, spoil: Change, expected: str) -> None:
    pack = made.pack()
    spoil(pack)

    found = words(made.write(tmp_path, pack))

    assert expected in found
    assert "rule-000000/2020-01-01.yaml" in found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"document: [", "第 2 行第 1 列：这里不是合格的 YAML"),
        (b"document: {}\ndocument: {}\n", "“document”写了两次"),
        (b"a: &x [1]\nb: *x\n", "不用别名"),
        (b"!!python/object/apply:os.system ['true']", "不是合格的 YAML"),
        ("document: 规定".encode("gbk"), "UTF-8"),
        (b"# " + b"x" * packfiles.LARGEST_FILE, "不像是一个政策包"),
        (b"", "项目"),
    ],
    ids=["broken", "twice", "alias", "object", "gbk", "huge", "empty"],
)
def test_a_file_that_is_no_pack_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    folder = made.write(tmp_path, made.pack())
    (folder / "rule-000000" / "2021-01-01.yaml").write_bytes(content)

    found = words(folder)

    assert "rule-000000/2021-01-01.yaml" in found
    assert expected in found


def test_a_file_must_be_named_by_its_content(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    (folder / "rule-000000" / "2020-01-01.yaml").rename(folder / "rule-000000" / "2020.yaml")

    assert "请改名为 rule-000000/2020-01-01.yaml" in words(folder)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "没有找到政策包" in words(tmp_path)
    assert "keys.yaml：文件读不出来" in words(tmp_path)


def test_check_finds_a_false_example_and_a_value_without_one(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    without = [str(fault) for fault in queries.check_packs(folder)]
    examples = folder / "rule-000000" / "examples"
    examples.mkdir()
    (examples / "all.yaml").write_text(yaml.safe_dump({"examples": [EXAMPLE | {"expect": 25}]}), encoding="utf-8")

    false = [str(fault) for fault in queries.check_packs(folder)]

    assert any("没有示例" in fault for fault in without)
    assert any("示例说 25，算出来是 20" in fault for fault in false)


def test_on_is_a_name_and_not_a_truth(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    examples = folder / "rule-000000" / "examples"
    examples.mkdir()
    text = 'examples:\n  - {why: 示例, key: appraisal.share_pct, region: "341299", on: 2026-11-21, expect: 20}\n'
    (examples / "one.yaml").write_text(text, encoding="utf-8")

    assert queries.check_packs(folder) == []
