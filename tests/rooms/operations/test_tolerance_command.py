"""`dandang tolerance evaluate`: facts in, advice with its trace out, refusals in words (SPEC §12)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dandang.law.policies import actions as policies
from dandang.operations import cli
from dandang.registry.access.queries import system_actor
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db
FACTS = {
    "motive.public_purpose": True,
    "motive.private_gain": False,
    "motive.knowing_breach": False,
    "conditions.pioneering": True,
    "conditions.unforeseeable": True,
    "conditions.reckless": False,
    "conditions.restriction": "NOT_RESTRICTED",
    "procedure.decided_as_required": True,
    "procedure.arbitrary": False,
    "nature.breach": False,
    "consequences.under_control": True,
    "consequences.influence": "SOME",
    "consequences.loss": "NONE",
    "handling.accountability_needed": False,
}


@pytest.fixture(autouse=True)
def loaded(db: Any) -> None:
    policies.load_packs(actor=system_actor(), at=NOW)


def run(facts: Path, *words: str, region: str = "341299", acted_on: str = "2024-03-15") -> Result:
    command = ["tolerance", "evaluate", str(facts), "--region", region, "--acted-on", acted_on, "--on", "2026-11-21"]
    return CliRunner().invoke(cli.main, [*command, *words], prog_name="dandang")


def written(folder: Path, facts: Any) -> Path:
    path = folder / "facts.json"
    path.write_text(facts if isinstance(facts, str) else json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return path


def test_an_answer_has_advice_missing_trace_and_edition(tmp_path: Path) -> None:
    result = run(written(tmp_path, FACTS), "--json")
    found = json.loads(result.stdout)

    assert result.exit_code == 0
    assert (found["advice"], found["missing"], found["edition"]) == ("EXEMPT", [], "anhui-2018@2018-05-01")
    assert found["trace"][0]["condition"] == "motive"
    assert (found["trace"][0]["clause"], found["trace"][0]["met"]) == ("安徽 第11点", True)
    assert found["outcomes"][0]["needs_correction"] is True
    assert found["outcomes"][0]["effects"][0]["own_reading"] == "本系统规则 未列考核种类"
    assert found["later"] is None


def test_what_is_missing_is_named_and_the_command_still_answers(tmp_path: Path) -> None:
    result = run(written(tmp_path, {"facts": FACTS | {"nature.breach": None}}), "--json")
    found = json.loads(result.stdout)

    assert result.exit_code == 0
    assert (found["advice"], found["missing"]) == ("CANNOT_SAY", ["nature.breach"])
    assert {line["condition"]: line["met"] for line in found["trace"]}["nature"] is None


def test_a_milder_later_rule_stands_beside(tmp_path: Path) -> None:
    act = {"field.one_visit_reform": True, "conditions.reform_direction": True, "nature.mandatory_rule_broken": False}
    act |= {"procedure.decided_as_required": True, "procedure.arbitrary": True, "motive.diligent": True}
    act |= {"motive.private_gain": False, "remedy.made_good": True, "field.digital_economy": False}

    found = json.loads(run(written(tmp_path, act), "--json", region="330100", acted_on="2018-10-01").stdout)

    assert (found["advice"], found["later"]["advice"]) == ("NOT_TOLERABLE", "EXEMPT")
    assert found["later"]["edition"] == "zhejiang-one-visit@2019-01-01"


def test_an_act_before_any_rule_is_shown_what_later_rules_say(tmp_path: Path) -> None:
    found = json.loads(run(written(tmp_path, FACTS), "--json", acted_on="2018-04-01").stdout)

    assert (found["advice"], found["edition"], found["trace"]) == ("CANNOT_SAY", None, [])
    assert (found["later"]["advice"], found["later"]["edition"]) == ("EXEMPT", "anhui-2018@2018-05-01")
    assert "行为当日没有容错的规则表" in found["why"]


def test_people_read_the_advice_the_reasons_and_that_it_decides_nothing(tmp_path: Path) -> None:
    text = run(written(tmp_path, FACTS | {"motive.private_gain": True})).stdout

    assert "不符合容错条件，予以说明" in text
    assert "[落入] 为谋取私利而违纪违法（安徽 第10点）" in text
    assert "认定由有权机关集体作出" in text


REFUSED: list[tuple[Any, dict[str, str], str]] = [
    ({"motive.privategain": True}, {}, "最接近的是 motive.private_gain"),
    ({"nature.breach": "yes"}, {}, "请写 true 或者 false"),
    ("{", {}, "不是合格的 JSON"),
    ("[1]", {}, "事实要写成"),
    ('{"nature.breach": true, "nature.breach": false}', {}, "写了两次"),
    ("[" * 100_000, {}, "不是合格的 JSON"),
    ("x" * 300_000, {}, "文件太大"),
    (FACTS, {"region": "3412"}, "不是政区代码"),
    (FACTS, {"acted_on": "2027-01-01"}, "之后"),
]


@pytest.mark.parametrize(("facts", "more", "expected"), REFUSED, ids=[words for _, _, words in REFUSED])
def test_bad_input_is_refused_in_words_with_exit_1(
    tmp_path: Path, facts: Any, more: dict[str, str], expected: str
) -> None:
    result = run(written(tmp_path, facts), "--json", **more)
    errors = json.loads(result.stdout)["errors"]

    assert result.exit_code == 1
    assert any(expected in f"{one['reason']}{one['mend']}" for one in errors)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path / "none.json", "--json")

    assert result.exit_code == 1
    assert "没有找到" in json.loads(result.stdout)["errors"][0]["reason"]


def test_before_any_rule_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    result = run(written(tmp_path, FACTS), "--json", "--on", "2000-01-01", acted_on="1999-01-01")

    assert result.exit_code == 1
    assert "没有容错的规则表" in json.loads(result.stdout)["errors"][0]["reason"]
