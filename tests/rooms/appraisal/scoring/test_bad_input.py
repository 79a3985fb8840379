"""Is every faulty table refused by both engines, with the same row, reason and mend, and nothing written?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from dandang.parts.appraisal import scoring
from dandang.parts.appraisal.scoring.faults import MOST_SHOWN
from tests.rooms.appraisal.scoring import examples

ENGINES = ("reference", "duckdb")
GOOD: dict[str, list[tuple[Any, ...]]] = {
    "people": [("P1", "U1", "甲"), ("P2", "U1", "甲")],
    "ratings": [("P1", "作风", "上级", "R1", "86.5"), ("P2", "作风", "群众", "R2", "90")],
    "measures": [("P1", "实绩", "9", "", "")],
    "tolerated": [("P1", "实绩")],
    "components": [],
}


def refusal(folder: Path, engine: str, paths: dict[str, Path]) -> list[scoring.Fault]:
    """The faults a run is refused with, after making sure that nothing was written."""
    out = folder / f"out-{engine}"
    with pytest.raises(scoring.Refused) as refused:
        scoring.run_files(**paths, out=out, engine=engine)
    assert not out.exists() or not list(out.iterdir())
    return refused.value.faults


def refusals(folder: Path, paths: dict[str, Path]) -> list[scoring.Fault]:
    """The faults, the same from both engines."""
    reference, quick = (refusal(folder, engine, paths) for engine in ENGINES)
    assert quick == reference
    return reference


@pytest.mark.parametrize(
    ("table", "row", "column", "reason"),
    [
        ("people", ("P1", "U2", "甲"), "person", "这个人已经出现过一次。"),
        ("people", ("", "U2", "甲"), "person", "编号为空。"),
        ("people", ("P3 ", "U2", "甲"), "person", "编号首尾有空格。"),
        ("people", ("P3", "\u3000U2", "甲"), "unit", "编号首尾有空格。"),
        ("people", ("P3", "U2", "甲\n乙"), "pool", "编号里有换行或控制字符。"),
        ("ratings", ("P9", "作风", "上级", "R1", "80"), "person", "人员表里没有这个人。"),
        ("ratings", ("P1", "品德", "上级", "R1", "80"), "indicator", "方案里没有这个指标。"),
        ("ratings", ("P1", "实绩", "上级", "R1", "80"), "indicator", "这是量化指标,不由测评打分。"),
        ("ratings", ("P1", "作风", "下级", "R1", "80"), "group", "方案里没有这类测评主体。"),
        ("ratings", ("P1", "作风", "上级", "", "80"), "rater", "测评人代号为空。"),
        ("ratings", ("P1", "作风", "上级", "R1", "100.0001"), "score", "分数不在 0 到 100 之间。"),
        ("ratings", ("P1", "作风", "上级", "R1", "-1"), "score", "分数不在 0 到 100 之间。"),
        ("ratings", ("P1", "作风", "上级", "R1", "86.66667"), "score", "小数超过 4 位。"),
        ("ratings", ("P1", "作风", "上级", "R1", "优秀"), "score", "不是普通的十进制数字。"),
        ("ratings", ("P1", "作风", "上级", "R1", "8e1"), "score", "不是普通的十进制数字。"),
        ("ratings", ("P1", "作风", "上级", "R1", "nan"), "score", "不是普通的十进制数字。"),
        ("ratings", ("P1", "作风", "上级", "R1", "８０"), "score", "不是普通的十进制数字。"),
        ("ratings", ("P1", "作风", "上级", "R1", ""), "score", "数字为空。"),
        ("measures", ("P1", "实绩", "9", "", ""), "indicator", "这个人的这项指标已经出现过一次。"),
        ("measures", ("P2", "作风", "9", "", ""), "indicator", "这是测评指标,没有量化数值。"),
        ("measures", ("P2", "实绩", "", "", ""), "value", "数字为空。"),
        ("measures", ("P2", "实绩", "5.8100001", "", ""), "value", "小数超过 6 位。"),
        ("measures", ("P2", "实绩", "999999999", "", ""), "value", "算出的得分超出正负一万分。"),
        ("measures", ("P2", "实绩", "12%", "", ""), "value", "不是普通的十进制数字。"),
        ("tolerated", ("P9", "作风"), "person", "人员表里没有这个人。"),
        ("tolerated", ("P1", "品德"), "indicator", "方案里没有这个指标。"),
        ("components", ("P1", "平时", "80"), "component", "方案里没有这一部分。"),
        ("components", ("P1", "年度", "80"), "component", "“年度”由本次计算得出,不能导入。"),
    ],
)
def test_a_faulty_row_is_named_the_same_by_both_engines(
    tmp_path: Path, table: str, row: tuple[str, ...], column: str, reason: str
) -> None:
    tables = GOOD | {table: [*GOOD[table], row]}
    paths = examples.write_input(tmp_path, examples.plan(), **tables)

    (fault,) = refusals(tmp_path, paths)

    expected = (f"{table}.csv", len(tables[table]) + 1, column, reason)
    assert (fault.file, fault.row, fault.column, fault.reason) == expected
    assert fault.mend


@pytest.mark.parametrize(
    ("function", "row", "column", "reason"),
    [
        ("growth", ("P1", "实绩", "9", "0", ""), "base_value", "基期值不大于零,算不出增长倍数。"),
        ("growth", ("P1", "实绩", "9", "", ""), "base_value", "数字为空。"),
        ("gap_closed", ("P1", "实绩", "9", "8", ""), "target", "数字为空。"),
        ("kept", ("P1", "实绩", "9", "", "abc"), "target", "不是普通的十进制数字。"),
    ],
)
def test_progress_needs_its_base_and_target(
    tmp_path: Path, function: str, row: tuple[str, ...], column: str, reason: str
) -> None:
    made = examples.plan()
    made["indicators"][1]["function"] = function
    paths = examples.write_input(tmp_path, made, **(GOOD | {"measures": [row]}))

    (fault,) = refusals(tmp_path, paths)

    assert (fault.column, fault.reason) == (column, reason)


def test_faults_of_all_tables_come_together(tmp_path: Path) -> None:
    tables = GOOD | {
        "ratings": [("P9", "作风", "上级", "R1", "80"), *GOOD["ratings"], ("P1", "作风", "上级", "R1", "101")],
        "measures": [("P1", "实绩", "x", "", "")],
        "tolerated": [("P8", "作风")],
    }
    paths = examples.write_input(tmp_path, examples.plan(), **tables)

    found = refusals(tmp_path, paths)

    assert [(fault.file, fault.row) for fault in found] == [
        ("ratings.csv", 2),
        ("ratings.csv", 5),
        ("measures.csv", 2),
        ("tolerated.csv", 2),
    ]


def test_a_mistake_repeated_is_listed_up_to_a_limit(tmp_path: Path) -> None:
    wrong = [("P1", "作风", "上级", f"R{n}", "101") for n in range(MOST_SHOWN + 50)]
    paths = examples.write_input(tmp_path, examples.plan(), **(GOOD | {"ratings": wrong}))

    assert len(refusals(tmp_path, paths)) == MOST_SHOWN


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (b"", None, "文件是空的。"),
        ("person,unit,pool\nP1,办公室,甲\n".encode("gbk"), 2, "文字不是 UTF-8 编码,多半是 GBK(ANSI)。"),
        ("person,unit,pool\nP1,办公室,甲\n".encode("utf-16"), 1, "文字不是 UTF-8 编码,多半是 GBK(ANSI)。"),
        (b"person,unit,pool\nP1,U\0,A\n", 1, "文件里有空字符,不是文本。"),
        (b"person,unit\nP1,U1\n", 1, "缺少这一列。"),
        (b"person,unit,pool,pool\nP1,U1,A,B\n", 1, "这一列出现了两次。"),
        (b"person,unit,pool\nP1,U1,A\nP2,U1\n", 3, "这一行有 2 格,表头有 3 格。"),
        (b'person,unit,pool\nP1,"U1" x,A\n', 2, "引号不成对。"),
        (b"person,unit,pool\n", None, "表里一个人也没有。"),
        (b"PAR1 but not really", None, "Parquet 文件不完整或已损坏。"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, row: int | None, reason: str) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)
    paths["people"].write_bytes(content)

    fault = refusals(tmp_path, paths)[0]

    assert (fault.row, fault.reason) == (row, reason)


def test_a_missing_file_and_a_wrong_ending_are_refused(tmp_path: Path) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)
    paths["ratings"] = tmp_path / "nowhere.csv"
    assert refusals(tmp_path, paths)[0].reason == "找不到这个文件。"

    paths["ratings"] = tmp_path / "ratings.parquet"
    paths["ratings"].write_text("person,indicator\n")
    assert refusals(tmp_path, paths)[0].reason == "文件名是 Parquet,内容却不是。"


def test_no_ballots_at_all_are_refused(tmp_path: Path) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **(GOOD | {"ratings": []}))

    assert refusals(tmp_path, paths)[0].reason == "表里一张票也没有。"


def test_a_byte_order_mark_and_columns_in_another_order_are_read(tmp_path: Path) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)
    paths["people"].write_text("\ufeffpool,姓名,unit,person\n甲,张三,U1,P1\n甲,李四,U1,P2\n", encoding="utf-8")

    for engine in ENGINES:
        report = scoring.run_files(**paths, out=tmp_path / engine, engine=engine)
        assert report["rows"]["people"] == 2


@pytest.mark.parametrize("scores", [[86.5, 86.66667], [86.5, 180.0], [86.5, float("nan")], [86.5, 1e300]])
def test_faulty_numbers_of_parquet_are_named_with_their_row(tmp_path: Path, scores: list[float]) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)
    table = pyarrow.table(
        {
            "person": ["P1", "P2"],
            "indicator": ["作风", "作风"],
            "group": ["上级", "上级"],
            "rater": ["R1", "R2"],
            "score": scores,
        }
    )
    paths["ratings"] = tmp_path / "ratings.parquet"
    pyarrow.parquet.write_table(table, paths["ratings"])

    reference, quick = (refusal(tmp_path, engine, paths) for engine in ENGINES)

    assert [(one.row, one.column, one.reason) for one in quick] == [
        (one.row, one.column, one.reason) for one in reference
    ]
    assert quick[0].row == 2


def test_a_stranger_in_a_parquet_file_is_found_although_no_range_meets_him(tmp_path: Path) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)
    rows = [*GOOD["ratings"], ("Z9", "作风", "上级", "R1", "80")]
    columns = dict(zip(examples.COLUMNS["ratings"], zip(*rows, strict=True), strict=True))
    paths["ratings"] = tmp_path / "ratings.parquet"
    pyarrow.parquet.write_table(pyarrow.table({name: list(cells) for name, cells in columns.items()}), paths["ratings"])

    (fault,) = refusals(tmp_path, paths)

    assert (fault.row, fault.value, fault.reason) == (3, "Z9", "人员表里没有这个人。")


@pytest.mark.parametrize(
    ("engine", "reason"), [("spark", "Spark 计分引擎尚未提供。"), ("abacus", "没有这个计分引擎。")]
)
def test_an_engine_that_is_not_there_is_refused(tmp_path: Path, engine: str, reason: str) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)

    assert refusal(tmp_path, engine, paths)[0].reason == reason


def test_a_refused_run_leaves_earlier_results_alone(tmp_path: Path) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **GOOD)
    out = tmp_path / "out"
    scoring.run_files(**paths, out=out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    examples.write_input(tmp_path, examples.plan(), **(GOOD | {"measures": [("P1", "实绩", "x", "", "")]}))

    with pytest.raises(scoring.Refused):
        scoring.run_files(**paths, out=out)

    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_errors_have_the_shape_of_the_command_line(tmp_path: Path) -> None:
    paths = examples.write_input(tmp_path, examples.plan(), **(GOOD | {"tolerated": [("P8", "作风")]}))

    with pytest.raises(scoring.Refused) as refused:
        scoring.run_files(**paths, out=tmp_path / "out")

    assert refused.value.as_errors() == [
        {
            "file": "tolerated.csv",
            "sheet": "",
            "row": 2,
            "column": "person",
            "value": "P8",
            "reason": "人员表里没有这个人。",
            "mend": "请核对编号和首尾空格,或先把此人加入人员表。",
        }
    ]
