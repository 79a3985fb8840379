"""Facts for the official papers of a unit and of one person, taken from the rows as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.languages import in_chinese
from dandang.registry.access.records import Actor

from ..errors import NotYet
from ..models import CycleUnit, Participant, Result, ResultNotice, SealingMeeting
from ..schema import read_plan
from . import ballots, grades, law, sealing, sheet_papers

Facts = dict[str, Any]
BLANK = "　　　　　　　　"  # to be filled in by hand
HIDDEN = "不单列"
_OUTSIDE = {"ABSENT", "ELSEWHERE"}  # ways of taking part that make no paper here
_MIN_BALLOTS = "anonymity.min_ballots"


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """A paper a unit can print: `why_not` says what it waits for; a batch is one PDF of one paper a person."""

    kind: str
    title: str
    says: str
    is_batch: bool = False
    why_not: str = ""


def offers(unit: CycleUnit) -> list[PaperOffer]:
    """Every paper of a unit in the order it is needed, with what it still waits for."""
    cycle = unit.cycle
    is_scored = cycle.current_run_id is not None
    unscored = "" if is_scored else "计分以后才有"
    unproposed = "" if unit.state != "OPEN" else "上报等次建议以后才有"
    unpublicised = "" if unit.publicity_starts_on else "开始公示以后才有"
    unsealed = "" if unit.state == "SEALED" else "等次确定以后才有"
    unserved = unsealed
    if not unsealed and not ResultNotice.objects.filter(participant__unit=unit).exists():
        unserved = "送达以后才有"
    return [
        PaperOffer("ballot_summary", "民主测评结果汇总表", "各类票收发数，每人各项得分", why_not=unscored),
        PaperOffer("grade_proposal", "等次建议汇总表", "带表决栏，会上用", why_not=unproposed),
        PaperOffer("excellent_publicity", "优秀等次公示", "张贴用，电话可以手写", why_not=unpublicised),
        PaperOffer("annual_registration", "年度考核登记表", "每人一份，没有写的留空手写", is_batch=True),
        PaperOffer("result_notice", "考核结果通知书", "每人一份，带签收回执", is_batch=True, why_not=unserved),
        PaperOffer("filing_form", "考核结果备案表", "报公务员主管部门", why_not=unsealed),
    ]


def people_with_papers(unit: CycleUnit) -> list[Participant]:
    """Whoever gets papers of this unit, in the order of the roster."""
    found = unit.participants.exclude(participation__in=_OUTSIDE).select_related("person", "notice")
    return list(found.order_by("order_key", "pk"))


@in_chinese
def unit_paper(actor: Actor, unit: CycleUnit, kind: str, given: Mapping[str, str]) -> list[Facts]:
    """The facts of a unit's paper, one entry a sheet. Refuses an unknown kind and one whose time has not come."""
    offer = next((one for one in offers(unit) if one.kind == kind), None)
    if offer is None:
        raise NotHere()
    if offer.why_not:
        raise NotYet(f"{offer.title}：{offer.why_not}。")
    meeting = SealingMeeting.objects.filter(unit=unit).first()
    if kind == "annual_registration":
        return [annual_registration(one, unit, meeting) for one in people_with_papers(unit)]
    if kind == "result_notice":
        law_ = _Law.of(unit)
        return [
            _notice(one, unit, meeting, law_)
            for one in people_with_papers(unit)
            if meeting is not None and getattr(one, "notice", None) is not None
        ]
    makers: dict[str, Callable[[], Facts]] = {
        "ballot_summary": lambda: ballot_summary(unit),
        "grade_proposal": lambda: grade_proposal(actor, unit),
        "excellent_publicity": lambda: excellent_publicity(unit, given),
        "filing_form": lambda: filing_form(unit, meeting),
    }
    return [makers[kind]()]


@in_chinese
def person_paper(one: Participant, kind: str, *, may_see_matters: bool = False) -> Facts:
    """The facts of one person's paper. Refuses an unknown kind, and a result that is not settled yet.

    Tolerated matters are named only where `may_see_matters`: on the person's own copy.
    """
    if kind == "person_result_sheet":
        words = rights(one.grade, _Law.of(one.unit))
        return sheet_papers.person_result_sheet(one, may_see_matters=may_see_matters, rights=words)
    meeting = SealingMeeting.objects.filter(unit=one.unit).first()
    if kind == "annual_registration" and one.participation not in _OUTSIDE:
        return annual_registration(one, one.unit, meeting)
    if kind == "result_notice":
        if meeting is None or getattr(one, "notice", None) is None:
            raise NotYet("考核结果通知书：等次确定并送达以后才有。")
        return _notice(one, one.unit, meeting, _Law.of(one.unit))
    raise NotHere()


def own_paper(one: Participant, kind: str, *, is_told: bool) -> Facts:
    """The person's own copy. Until the result is told (`is_told`), it says nothing of the grade."""
    facts = person_paper(one, kind, may_see_matters=True)
    if not is_told:
        for name in ("leader_opinion", "organ_opinion", "own_opinion"):
            facts.pop(name, None)
    return facts


# One person ------------------------------------------------------------------------------------------------------


def annual_registration(one: Participant, unit: CycleUnit, meeting: SealingMeeting | None) -> Facts:
    """年度考核登记表: what is written so far; empty opinions are left to the pen."""
    person = one.person
    facts: Facts = {
        "year": unit.cycle.year,
        "name": one.name,
        "gender": person.get_sex_display(),
        "birth": person.birth_month,
        "politics": person.political_status,
        "tenure_since": person.post_since,
        "unit_post": unit_and_post(unit, one),
        "duties": person.duties_text,
        "summary": one.self_summary,
        "leader_opinion": {"text": _leader_words(one)},
    }
    if unit.cycle.staff_class == "LEADER":
        facts["title"] = "领导干部年度考核登记表"
    if one.participation != "GRADED":
        facts["not_graded_note"] = {"text": _not_graded_words(one)}
    elif one.grade and meeting is not None:
        facts["organ_opinion"] = {
            "text": f"经{meeting.body_name}研究，确定为{one.grade}等次。",
            "signed_on": meeting.held_on,
        }
        facts |= _own_opinion(one)
    return facts


def _leader_words(one: Participant) -> str:
    advice = f"建议确定为{one.proposed_grade}等次。" if one.proposed_grade else ""
    return "\n".join(part for part in (one.leader_comment, advice) if part) if one.leader_comment else ""


def _not_graded_words(one: Participant) -> str:
    why = [f"{entry['fact']}，{entry['follows']}" for entry in one.suggested_why]
    return "；".join([str(one.get_participation_display()), *why, *filter(None, [one.participation_reason])]) + "。"


def _own_opinion(one: Participant) -> Facts:
    notice: ResultNotice | None = getattr(one, "notice", None)
    if notice is None or notice.acknowledged_on is None:
        return {}
    words = notice.opinion or ("同意。" if notice.agrees else "")
    how = "（本人在线签收）" if notice.way == "SCREEN" else "（纸质签收，原件另存）"
    return {"own_opinion": {"text": f"{words}{how}", "signer": one.name, "signed_on": notice.acknowledged_on}}


@dataclass(frozen=True, slots=True)
class _Law:
    """What the notices of a unit cite: the rule behind the scale, the last grade, the days for a review."""

    title: str
    last_grade: str
    review_days: object
    appeal_days: object
    clause: str

    @classmethod
    def of(cls, unit: CycleUnit) -> _Law:
        cycle = unit.cycle
        scale = law.value(f"appraisal.grades.{cycle.staff_class.lower()}", cycle)
        review, appeal = law.value("review.request_days", cycle), law.value("review.direct_appeal_days", cycle)
        last = scale.value[-1] if isinstance(scale.value, list) and scale.value else ""
        title = scale.document_title.strip("《》")
        return cls(f"《{title}》" if title else "", last, review.value, appeal.value, review.citation)


def _notice(one: Participant, unit: CycleUnit, meeting: SealingMeeting, found: _Law) -> Facts:
    """考核结果通知书 with the receipt on a sheet of its own."""
    notice = one.notice
    return {
        "organ": meeting.body_name,
        "number": notice.number,
        "year": unit.cycle.year,
        "name": one.name,
        "unit": unit.organisation_name,
        "post": one.post_text.removeprefix(unit.organisation_name),
        "grade": one.grade,
        "decided_by": meeting.body_name,
        "decided_on": meeting.held_on,
        "basis": found.title,
        "rights": rights(one.grade, found),
        "issued_on": notice.served_on,
    }


def rights(grade: str, found: _Law) -> str:
    """What somebody may do who does not agree. Only the last grade opens 复核 and 申诉 by law."""
    words = "您对考核结果有不同意见的，可以在回执上写明，考核委员会办公室书面答复您。"
    if grade != found.last_grade:
        return words
    if found.review_days is None or found.appeal_days is None:
        return words + f"定为{grade}等次的，可以申请复核或者提出申诉；期限政策库里未规定，请向承办人了解。"
    return words + (
        f"定为{grade}等次的，可以自知道结果之日起{found.review_days}日内申请复核；"
        f"也可以不经复核，自知道之日起{found.appeal_days}日内直接提出申诉（{found.clause}）。"
    )


def rights_of(one: Participant) -> str:
    """The same words for the person's own page."""
    return rights(one.grade, _Law.of(one.unit))


# A unit ----------------------------------------------------------------------------------------------------------


def ballot_summary(unit: CycleUnit) -> Facts:
    """测评结果汇总表: classes with fewer valid ballots than the floor are only counted inside the whole.

    A person's scores are shown over all classes together, and only when enough ballots stand behind them (AP-03).
    """
    floor = int(str(law.value(_MIN_BALLOTS, unit.cycle).value or 5))
    people = list(unit.participants.filter(participation="GRADED").select_related("plan").order_by("order_key", "pk"))
    names, weights = _indicators_and_weights(people)
    results = {one.participant_id: one for one in Result.objects.filter(run=unit.cycle.current_run, unit_id=unit.pk)}
    closed_on = unit.cycle.ballots_close_at
    return {
        "year": unit.cycle.year,
        "unit": unit.organisation_name,
        "held_on": timezone.localtime(closed_on).date() if closed_on else unit.cycle.ends_on,
        "indicators": names,
        "turnout": [_turnout(row, weights, floor) for row in ballots.turnout([unit.pk])],
        "rows": [_summary_row(one, results.get(one.pk), names, floor) for one in people],
        "note": f"各项得分按评议类别权重合成，四舍五入到两位小数，综合得分含其他部分成绩。"
        f"同类有效票不足 {floor} 张的并入合计，不单列；合计仍不足 {floor} 张的不显示。",
    }


def _indicators_and_weights(people: Sequence[Participant]) -> tuple[list[str], dict[str, int]]:
    names: dict[str, None] = {}
    weights: dict[str, int] = {}
    bodies = {one.plan_id: one.plan.body for one in people if one.plan is not None}
    for body in bodies.values():
        plan = read_plan(body)
        names |= dict.fromkeys(i.id for i in plan.indicators if i.kind == "rating")
        weights |= {group.id: group.weight for group in plan.rater_groups}
    return list(names), weights


def _turnout(row: Mapping[str, Any], weights: Mapping[str, int], floor: int) -> Facts:
    few = row["cast"] < floor
    return {
        "rater_class": f"{row['group']}（不足{floor}张，并入合计）" if few else row["group"],
        "weight": f"{weights[row['group']]}%" if row["group"] in weights else "",
        "issued": max(row["issued"], row["cast"]),
        "returned": row["cast"],
        "valid": row["cast"],
    }


def _summary_row(one: Participant, result: Result | None, names: Sequence[str], floor: int) -> Facts:
    ballots_of: dict[str, int] = {}
    scores: dict[str, int] = {}
    for line in result.lines if result else []:
        name = line.get("indicator", "")
        if line["line"] == "L2":
            ballots_of[name] = ballots_of.get(name, 0) + line.get("n", 0)
        elif line["line"] == "L4" and "value" in line:
            scores[name] = line["value"]
    shown = [_score(scores.get(name), ballots_of.get(name, 0), floor) for name in names]
    few = bool(ballots_of) and min(ballots_of.values()) < floor
    total = "" if result is None or result.total_e2 is None else _two(result.total_e2)
    return {
        "name": one.name,
        "post": one.post_text[:120],
        "scores": shown,
        "total": total,
        "note": f"有效票不足{floor}张" if few else "",
    }


def _score(value_e4: int | None, n: int, floor: int) -> str:
    if value_e4 is None:
        return ""
    return _two((value_e4 + 50) // 100) if n >= floor else HIDDEN


def _two(value_e2: int) -> str:
    return f"{value_e2 // 100}.{value_e2 % 100:02d}"


def grade_proposal(actor: Actor, unit: CycleUnit) -> Facts:
    """等次建议汇总表 with empty vote columns, for the meeting."""
    space = grades.workspace(actor, unit.pk)
    return {
        "title": "考核等次建议汇总表",
        "year": unit.cycle.year,
        "unit": unit.organisation_name,
        "committee": f"{unit.organisation_name}考核委员会",
        "quota": quota_words(space),
        "majority": "有表决权的成员过半数同意为通过；缺席的计入应到，本人和近亲属在名单里的回避，不计入有表决权人数。",
        "rows": [_proposal(row, unit) for row in space.rows],
    }


def quota_words(space: grades.Workspace) -> str:
    """5 人 ＝ 应参加 24 人 × 20%，得 4.80: the sum behind the places, or empty before scoring."""
    places = space.places
    if places is None:
        return ""
    extra = "，片区内按最大余数进 1" if places.by_remainder else ""
    cited = f"（{space.share.citation}）" if space.share.citation else ""
    return f"{places.places} 人 ＝ 应参加 {places.people} 人 × {places.rate}，得 {places.entitlement}{extra}{cited}"


def _proposal(row: grades.GradeRow, unit: CycleUnit) -> Facts:
    one, result = row.participant, row.result
    low, high = (result.low_e2, result.high_e2) if result is not None else (None, None)
    return {
        "name": one.name,
        "unit_post": one.post_text[:200] or unit.organisation_name,
        "score": _two(result.total_e2) if result is not None and result.total_e2 is not None else "",
        "band": f"{_two(low)}—{_two(high)}" if low is not None and high is not None else "",
        "grade": one.proposed_grade,
        "reason": one.proposed_reason,
        "note": "同分，由人选定" if row.is_tie else "与机器建议不同" if row.is_departing else "",
    }


def excellent_publicity(unit: CycleUnit, given: Mapping[str, str]) -> Facts:
    """公示 as it is posted; whom to ring comes from the form and is left to the pen when empty."""
    days = law.value(sealing.DAYS_KEY, unit.cycle)
    excellent = law.excellent(unit.cycle)
    organ = unit.organisation_name if unit.cycle.staff_class == "CIVIL" else unit.cycle.owner.name
    basis = days.document_title.strip("《》")
    return {
        "organ": organ,
        "title": f"关于{unit.cycle.year}年度考核拟确定为{excellent}等次\n人员的公示",
        "basis": f"根据《{basis}》，经民主测评、审核评鉴，"
        f"拟确定下列同志{unit.cycle.year}年度考核为{excellent}等次，现予公示。",
        "people": [
            {"name": one.name, "unit_post": unit_and_post(unit, one)} for one in sealing.publicised_people(unit)
        ],
        "starts_on": unit.publicity_starts_on,
        "last_day": unit.publicity_ends_on,
        "working_days": int(str(days.value)),
        "receiver": given.get("receiver", "").strip() or f"{organ}考核委员会办公室",
        "phone": given.get("phone", "").strip() or BLANK,
        "address": given.get("address", "").strip(),
        "email": given.get("email", "").strip(),
        "issued_on": unit.publicity_starts_on,
    }


def filing_form(unit: CycleUnit, meeting: SealingMeeting | None) -> Facts:
    """备案表: the sealed grades of a unit, whoever got none with the reason."""
    people = people_with_papers(unit)
    assessed = [one for one in people if one.participation != "SUSPENDED"]
    scale = law.grades(unit.cycle)
    got = [one.grade for one in people]
    counts = [(grade, got.count(grade)) for grade in scale] + [("不定等次", got.count(""))]
    return {
        "title": "公务员年度考核结果备案表" if unit.cycle.staff_class == "CIVIL" else "领导干部年度考核结果备案表",
        "year": unit.cycle.year,
        "unit": unit.organisation_name,
        "expected": len(people),
        "assessed": len(assessed),
        "grades": [
            {"grade": grade, "people": n, "share": _share(n, len(assessed)) if grade in scale else ""}
            for grade, n in counts
        ],
        "rows": [
            {
                "name": one.name,
                "gender": one.person.get_sex_display(),
                "birth": one.person.birth_month,
                "post": one.post_text[:400],
                "grade": one.grade or "不定等次",
                "note": "" if one.grade else str(one.get_participation_display()),
            }
            for one in people
        ],
        "unit_opinion": {"text": _unit_words(unit, meeting)},
    }


def _unit_words(unit: CycleUnit, meeting: SealingMeeting | None) -> str:
    shown = "并经公示，" if unit.publicity_starts_on else ""
    return f"经{meeting.body_name}{meeting.held_on.isoformat()}研究确定，{shown}现报请备案。" if meeting else ""


def _share(part: int, whole: int) -> str:
    tenths = (part * 2000 + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def unit_and_post(unit: CycleUnit, one: Participant) -> str:
    """The unit and the post of the assessed year, the unit written once."""
    if one.post_text.startswith(unit.organisation_name):
        return one.post_text
    return f"{unit.organisation_name}{one.post_text}"
