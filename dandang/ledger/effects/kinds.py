"""The closed list of effect kinds: what each means, which rooms may write it, which read it, which facts it carries.

`docs/effects.md` is generated from this table (`dandang docs effects`), and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

ASSESSMENT_SHIELD = "ASSESSMENT_SHIELD"
PENDING_CASE = "PENDING_CASE"
DISCIPLINE_IN_FORCE = "DISCIPLINE_IN_FORCE"

ALL_INDICATORS = "ALL"

# The seven assessments in which a tolerated matter is not judged negatively. Basis: 云南 11.
ASSESSMENTS: Mapping[str, Any] = {
    "ROUTINE": _("平时考核"),
    "ANNUAL": _("年度考核"),
    "TARGET": _("目标责任考核"),
    "PERFORMANCE": _("绩效考核"),
    "TENURE": _("任期考核"),
    "PROBATION": _("任职试用期满考核"),
    "INTEGRITY": _("党风廉政建设责任制考核"),
}

# What the same clause says besides: prizes are given as to anybody else, selection looks at the whole.
BESIDE_ASSESSMENTS: Mapping[str, Any] = {
    "AWARDS": _("评先奖优、表彰奖励"),
    "SELECTION": _("选拔任用"),
}

SANCTIONS: Mapping[str, Any] = {
    "PARTY_WARNING": _("党内警告"),
    "PARTY_SERIOUS_WARNING": _("党内严重警告"),
    "PARTY_REMOVAL": _("撤销党内职务"),
    "PARTY_PROBATION": _("留党察看"),
    "WARNING": _("政务警告"),
    "DEMERIT": _("记过"),
    "MAJOR_DEMERIT": _("记大过"),
    "DEMOTION": _("降级"),
    "REMOVAL": _("撤职"),
}

TEXT, DAY, CODES, CHOICE, CHOICES = "TEXT", "DAY", "CODES", "CHOICE", "CHOICES"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact an effect of a kind carries. CODES is free codes, CHOICE one and CHOICES several of `options`."""

    name: str
    label: object
    shape: str
    is_required: bool = True
    options: Mapping[str, Any] | None = None
    hint: object = ""


@dataclass(frozen=True, slots=True)
class EffectKind:
    """What an effect of the kind means and who has to do with it; `clause` is the rule it rests on.

    A guarded kind is keyed in, listed and shown only among the discipline body: nobody is reduced to a pending case.
    The rooms that read it use it all the same. `must_be_read_by` says of codes in the facts which room judges there: as
    soon as that room is part of the house it has to read the kind and ask for the code, or a house test fails.
    """

    code: str
    label: object
    meaning: object
    clause: str
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    facts: tuple[Fact, ...]
    is_guarded: bool = False
    must_be_read_by: Mapping[str, str] = field(default_factory=dict)

    def fact(self, name: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.name == name), None)


_TABLE = (
    EffectKind(
        code=ASSESSMENT_SHIELD,
        label=_("容错不作负面评价"),
        meaning=_(
            "已认定容错的事项，在所列各类考核、评先奖优和选拔任用中对该项工作不作负面评价，"
            "不减总分，不触发否决、扣分或者移出名单"
        ),
        clause="云南 第11点",
        writers=("effects", "tolerance"),
        readers=("appraisal",),
        facts=(
            Fact("matter", _("事项"), TEXT, hint=_("如：东林镇提灌站改造")),
            Fact(
                "indicators",
                _("涉及的考核指标"),
                CODES,
                hint=_("填指标编码，用逗号分开；不能分清是哪项指标的，填 ALL，表示全部指标"),
            ),
            Fact("matter_from", _("事项开始日期"), DAY),
            Fact("matter_to", _("事项结束日期"), DAY, is_required=False, hint=_("还没有结束的可以不填")),
            Fact(
                "assessments",
                _("在哪些评价里不作负面评价"),
                CHOICES,
                options={**ASSESSMENTS, **BESIDE_ASSESSMENTS},
            ),
        ),
        must_be_read_by={
            "ANNUAL": "appraisal",
            "PROBATION": "appointment",
            "SELECTION": "appointment",
            "AWARDS": "recognition",
        },
    ),
    EffectKind(
        code=PENDING_CASE,
        label=_("立案尚未结案"),
        meaning=_("已经立案、还没有结案的，年度考核不写评语、不定等次；结案后按结果补定"),
        clause="公务员考核规定 第28条",
        writers=("effects",),
        readers=("appraisal",),
        facts=(Fact("case_organ", _("立案机关"), TEXT),),
        is_guarded=True,
    ),
    EffectKind(
        code=DISCIPLINE_IN_FORCE,
        label=_("处分影响期内"),
        meaning=_("处分影响期没有满；当年考核的等次按处分种类受限制，期满自动失效"),
        clause="公务员考核规定 第29条；政务处分法 第8条",
        writers=("effects",),
        readers=("appraisal",),
        facts=(Fact("sanction", _("处分种类"), CHOICE, options=SANCTIONS),),
    ),
)
_BY_CODE = {kind.code: kind for kind in _TABLE}


def all_kinds() -> tuple[EffectKind, ...]:
    """Return every kind in the order of the table."""
    return _TABLE


def guarded() -> tuple[str, ...]:
    """Return the codes of the guarded kinds."""
    return tuple(kind.code for kind in _TABLE if kind.is_guarded)


def kind_of(code: str) -> EffectKind:
    """Return a kind. Raises KeyError for one that is not in the table."""
    return _BY_CODE[code]
