"""Mistakes in rule tables and procedures: each refused with its place and the way out, before anything is loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.law.policies import actions, errors, models, packfiles, queries, rule_faults
from dandang.registry.access import queries as access
from tests.factories import packs as made
from tests.factories.registry import NOW

Change = Callable[[dict[str, Any]], Any]
DAY = date(2026, 11, 21)


def sound(**table: Any) -> dict[str, Any]:
    return made.pack() | {"rule_tables": [made.rule_table(**table)], "procedures": [made.procedure()]}


def faults(folder: Path) -> str:
    read = packfiles.read_folder(folder)
    found = read.faults or tuple(rule_faults.table_faults(read.packs, read.facts))
    return "\n".join(str(fault) for fault in found)


def test_a_sound_table_and_procedure_have_no_fault(tmp_path: Path) -> None:
    assert faults(made.write(tmp_path, sound())) == ""


def condition(pack: dict[str, Any]) -> Any:
    return pack["rule_tables"][0]["conditions"][0]


def outcome(pack: dict[str, Any]) -> Any:
    return pack["rule_tables"][0]["outcomes"][0]


def stages(pack: dict[str, Any], *given: dict[str, Any]) -> None:
    pack["procedures"] = [made.procedure(*given)]


SPOILT: list[tuple[Change, str]] = [
    # tables
    (
        lambda p: condition(p).update(test={"fact": "made.gian", "is": False}),
        "没有 made.gian。是不是 made.gain",
    ),
    (lambda p: condition(p).update(test={"fact": "made.gain", "equals": False}), "没有算子 equals"),
    (lambda p: condition(p).update(test={"fact": "made.gain", "is": "no"}), "不合它的类型"),
    (lambda p: condition(p).update(test={"fact": "made.gain", "at_most": 3}), "不合它的类型"),
    (lambda p: condition(p).update(test={"fact": "made.loss", "is": 3}), "不合它的类型"),
    (lambda p: condition(p).update(test={"all_of": ["no-gain"]}), "test 里只能问事实"),
    (lambda p: condition(p).update(clause="art-9"), "引用的条款 art-9 不在 clauses 里"),
    (lambda p: condition(p).pop("explanation"), "explanation：缺少这一项"),
    (lambda p: condition(p).update(element="MOOD"), "不在可选范围内"),
    (lambda p: outcome(p).pop("clause"), "outcomes.0.clause：缺少这一项"),
    (lambda p: outcome(p).update(code="PARDON"), "不在可选范围内"),
    (lambda p: outcome(p).update(when="no-gian"), "没有定义"),
    (lambda p: outcome(p).update(when="no-gain"), "最后一个容错的结果不写 when"),
    (
        lambda p: outcome(p).update(effects=[{"kind": "ASSESSMENT_SHIELD", "assessments": ["WEEKLY"]} | made.CITED]),
        "没有考核种类 WEEKLY",
    ),
    (
        lambda p: outcome(p).update(effects=[{"kind": "ASSESSMENT_SHIELD", "assessments": None} | made.CITED]),
        "没有列出考核种类",
    ),
    (lambda p: p["rule_tables"][0].update(requires={"all_of": ["no-gain", "no-harm"]}), "条件 no-harm 没有定义"),
    (lambda p: p["rule_tables"][0].update(requires={"fact": "made.gain", "is": False}), "没有写进 requires"),
    (lambda p: p["rule_tables"][0].update(positive_list_is_needed=True), "却没有 positive_list"),
    (lambda p: p["rule_tables"][0].update(subject="weather"), "没有规则表主题 weather"),
    (lambda p: p["rule_tables"].append(made.rule_table()), "写了两个规则表"),
    # procedures
    (lambda p: stages(p, made.stage("APPLIED", "HEARING"), made.stage("HEARING", is_final=False)), "进得来，出不去"),
    (lambda p: stages(p, made.stage("APPLIED", "DECIDED")), "DECIDED 没有这个环节"),
    (
        lambda p: stages(p, made.stage("APPLIED", "DECIDED"), made.stage("DECIDED"), made.stage("SERVED")),
        "环节 SERVED：没有哪一步通到这里",
    ),
    (
        lambda p: stages(
            p,
            made.stage("APPLIED", "DECIDED", "HEARING"),
            made.stage("HEARING", "READY"),
            made.stage("READY", "HEARING"),
            made.stage("DECIDED"),
        ),
        "只能兜圈子",
    ),
    (lambda p: stages(p, made.stage("PARDONED")), "没有环节 PARDONED"),
    (
        lambda p: stages(p, made.stage("APPLIED", deadline={"amount": 5, "counted_from": "APPLICATION"} | made.CITED)),
        "deadline.unit：缺少这一项",
    ),
    (
        lambda p: stages(
            p,
            made.stage(
                "APPLIED",
                deadline={"amount": None, "unit": "days", "counted_from": "APPLICATION"} | made.CITED,
            ),
        ),
        "要写 note",
    ),
    (lambda p: p["procedures"][0].update(gate={"text": "先想", "stands": "SOMETIMES"} | made.CITED), "不在可选范围内"),
]


@pytest.mark.parametrize(("spoil", "expected"), SPOILT, ids=[expected for _, expected in SPOILT])
def test_a_mistake_is_named_with_its_place(tmp_path: Path, spoil: Change, expected: str) -> None:
    pack = sound()
    spoil(pack)

    found = faults(made.write(tmp_path, pack))

    assert expected in found
    assert "rule-000000" in found


def test_a_fact_no_table_asks_for_is_named(tmp_path: Path) -> None:
    made.write(tmp_path, sound())

    read = packfiles.read_folder(tmp_path)

    assert [fault.where for fault in rule_faults.unread_faults(read.packs, read.facts)] == ["facts.yaml made.loss"]


def test_two_general_tables_of_one_region_may_not_overlap(tmp_path: Path) -> None:
    one, other = sound(), sound()
    other["document"]["key"], other["values"] = "other-rule", []
    other["procedures"] = []

    assert "规则表适用期重叠" in faults(made.write(tmp_path, one, other))


def test_a_table_for_one_field_stands_beside_the_general_one(tmp_path: Path) -> None:
    one, other = sound(), sound(scope={"label": "试点", "test": {"fact": "made.gain", "is": True}} | made.CITED)
    other["document"]["key"], other["values"] = "other-rule", []
    other["procedures"] = []

    assert faults(made.write(tmp_path, one, other)) == ""


def test_a_regional_stage_is_walked_together_with_the_national_ones(tmp_path: Path) -> None:
    province = made.pack(made.PROVINCE, "2021-01-01", name="province-rule")
    province["values"] = []
    province["procedures"] = [made.procedure(made.stage("APPLIED", "SERVED"))]

    assert "SERVED 没有这个环节" in faults(made.write(tmp_path, sound(), province))


@pytest.mark.django_db
def test_loading_refuses_a_spoilt_table_and_keeps_nothing(tmp_path: Path) -> None:
    pack = sound()
    condition(pack).update(test={"fact": "made.gian", "is": False})

    with pytest.raises(errors.BadPacks, match="made.gian"):
        actions.load_packs(actor=access.system_actor(), folder=made.write(tmp_path, pack), at=NOW)

    assert not models.Edition.objects.exists()
    assert not Entry.objects.filter(verb="policies.edition.loaded").exists()


@pytest.mark.django_db
def test_a_fact_that_left_the_file_stays_for_the_tables_that_read_it(tmp_path: Path) -> None:
    folder = made.write(tmp_path, sound())
    actions.load_packs(actor=access.system_actor(), folder=folder, at=NOW)
    (folder / "facts.yaml").write_text("facts: []\n", encoding="utf-8")

    actions.load_packs(actor=access.system_actor(), folder=folder, at=NOW)

    found = queries.rule_table(region=made.COUNTY, on=DAY)
    assert found is not None
    assert queries.evaluate(found, {"made.gain": False}).advice == "EXEMPT"


@pytest.mark.django_db
def test_a_pack_without_rules_keeps_the_digest_it_had_before_rules_existed(tmp_path: Path) -> None:
    actions.load_packs(actor=access.system_actor(), folder=made.write(tmp_path, made.pack()), at=NOW)

    assert set(models.Edition.objects.get().body) == {"document", "edition", "clauses", "values"}
