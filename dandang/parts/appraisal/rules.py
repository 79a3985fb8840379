"""Judgements of the assessment from given facts: who takes part, which plan applies, what a vote decides.

No database, no clock. The numbers come from the pack as `Rule`s; where the pack is silent the answer asks people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from .records import GradeFault, PersonFacts, Rule, Suggestion, VoteCount, Why

LEAVE_KINDS = {"SICK", "PERSONAL"}
AWAY_KINDS = {"SECONDED", "AID"}


def participation(facts: PersonFacts, law: Mapping[str, Rule], half_period_days: int) -> Suggestion:
    """Say whether a person is graded, with every reason and clause. Order: most restrictive first.

    `law` holds the rules `pending_case`, `recruit_probation`, `leave_over_half_year`, `seconded_half_year`,
    `sanction_warning` and `sanction_other`. Basis: 公务员考核规定 25–29 as far as known.
    """
    if facts.left_on is not None:
        return Suggestion("ABSENT", (Why(f"{facts.left_on.isoformat()} 已不在职", "不参加本单位年度考核"),))
    if facts.pending_case:
        rule = law["pending_case"]
        return Suggestion(
            "SUSPENDED", (_why(rule, f"{facts.pending_case}，尚未结案", "暂不写评语、不确定等次，结案后再定"),)
        )
    if facts.is_recruit_on_probation:
        rule = law["recruit_probation"]
        return Suggestion("COMMENT_ONLY", (_why(rule, "录用试用期内", "只写评语，不确定等次"),))
    away = _away(facts, law["seconded_half_year"], half_period_days)
    if away is not None:
        return away
    leave = sum(one.days for one in facts.absences if one.kind in LEAVE_KINDS)
    if leave > half_period_days:
        rule = law["leave_over_half_year"]
        fact = f"病事假累计 {leave} 天，超过考核期的一半（{half_period_days} 天）"
        return Suggestion("NO_GRADE", (_why(rule, fact, "参加考核，不确定等次"),))
    return _graded(facts, law)


def _away(facts: PersonFacts, rule: Rule, half_period_days: int) -> Suggestion | None:
    for one in facts.absences:
        if one.kind in AWAY_KINDS and one.days >= half_period_days:
            fact = f"{one.label} {one.days} 天，在{one.host_name or '接收单位'}"
            return Suggestion("ELSEWHERE", (_why(rule, fact, "由当年工作半年以上的单位考核，听取本单位意见"),))
    return None


def _graded(facts: PersonFacts, law: Mapping[str, Rule]) -> Suggestion:
    why: list[Why] = []
    may_be_excellent, bar_why, asks = True, "", ""
    for sanction in facts.sanctions:
        if sanction.code == "WARNING":
            rule = law["sanction_warning"]
            may_be_excellent, bar_why = False, f"当年受{sanction.name}处分（{sanction.document}）"
            why.append(_why(rule, bar_why, "参加考核，不得确定为优秀"))
        else:
            rule = law["sanction_other"]
            may_be_excellent = False
            bar_why = f"当年受{sanction.name}处分（{sanction.document}）"
            asks = f"{bar_why}：考核规定第29条后半未见全文，怎样确定等次由考核委员会研究"
            why.append(_why(rule, bar_why, "未规定，由人研究决定"))
    for one in facts.absences:
        why.append(Why(f"{one.label} {one.days} 天", "不到考核期的一半，照常考核"))
    return Suggestion("GRADED", tuple(why), may_be_excellent, bar_why, asks)


def _why(rule: Rule, fact: str, follows: str) -> Why:
    return Why(fact, follows, rule.clause, rule.clause_url, rule.reliability)


class PostClass(Protocol):
    """The four keys of a plan; empty means any."""

    region: str
    sector: str
    level: str
    post: str


P = TypeVar("P", bound=PostClass)


def matching_plan(plans: Sequence[P], *, region: str, sector: str, level: str, post: str) -> P | None:
    """Return the most specific plan that fits, or None. Between equals post weighs most, then level, sector, region."""
    wanted = {"post": post, "level": level, "sector": sector, "region": region}

    def fits(plan: P) -> bool:
        return all(getattr(plan, key) in ("", value) for key, value in wanted.items())

    def weight(plan: P) -> tuple[int, tuple[bool, ...]]:
        set_keys = tuple(getattr(plan, key) != "" for key in ("post", "level", "sector", "region"))
        return sum(set_keys), set_keys

    return max((plan for plan in plans if fits(plan)), key=weight, default=None)


def vote_count(values: Iterable[str]) -> VoteCount:
    """Count a sealing vote. It carries when more than half of the members with a vote agree; absent members count."""
    votes = list(values)
    recused = votes.count("RECUSED")
    expected = len(votes)
    entitled = expected - recused
    agree, against, defer = votes.count("AGREE"), votes.count("AGAINST"), votes.count("DEFER")
    is_carried = entitled > 0 and 2 * agree > entitled
    sentence = (
        f"应到 {expected} 人，回避 {recused} 人，有表决权 {entitled} 人；"
        f"同意 {agree}，不同意 {against}，缓议 {defer}。{'过半数同意，通过' if is_carried else '没有过半数，不能确定'}"
    )
    return VoteCount(expected, recused, agree + against + defer, agree, against, defer, is_carried, sentence)


class Graded(Protocol):
    """What the check of a unit's proposed grades needs of one person."""

    id: int
    name: str
    participation: str
    proposed_grade: str
    proposed_reason: str
    may_be_excellent: bool
    excellent_bar_why: str
    asks_people: str


def grade_faults(
    people: Sequence[Graded], *, places: int, excellent: str, advice: Mapping[int, str], quota_clause: str
) -> list[GradeFault]:
    """List why the proposed grades cannot go to the committee: unset, over quota, barred, or departing without reason.

    `advice` maps participant id to the machine's grade_state. Basis: 公务员考核规定, share of 优秀; 考核规定 29.
    """
    faults = []
    graded = [one for one in people if one.participation == "GRADED"]
    for one in graded:
        if one.asks_people:
            faults.append(GradeFault(one.id, f"{one.name}：{one.asks_people}。请先写明研究意见"))
        if not one.proposed_grade:
            faults.append(GradeFault(one.id, f"{one.name}还没有建议等次"))
        elif one.proposed_grade == excellent and not one.may_be_excellent:
            faults.append(GradeFault(one.id, f"{one.name}不能定为{excellent}：{one.excellent_bar_why}"))
        elif departs(one.proposed_grade, advice.get(one.id, ""), excellent) and not one.proposed_reason:
            faults.append(GradeFault(one.id, f"{one.name}的建议等次和机器建议不同，请写明理由"))
    chosen = sum(one.proposed_grade == excellent for one in graded)
    if chosen > places:
        faults.append(
            GradeFault(
                None, f"{excellent}建议 {chosen} 人，名额是 {places} 人，请减少 {chosen - places} 人", quota_clause
            )
        )
    return faults


def departs(grade: str, grade_state: str, excellent: str) -> bool:
    """Whether a proposed grade departs from the machine's advice, or settles a tie: both want a reason in words."""
    if grade_state == "boundary_tie":
        return True
    if grade_state == "candidate":
        return grade != excellent
    return grade == excellent


def why_not_ranked(state: str, coverage_bp: int, lines: Sequence[Mapping[str, Any]], body: Mapping[str, Any]) -> str:
    """Say why the machine gave somebody no rank. A case people must decide is not explained further in lists.

    `lines` are a person's stored lines, `body` the plan (schema.PlanBody) as JSON.
    """
    if state == "manual":
        return "要由考核委员会研究，机器不排名"
    heard = {line["group"] for line in lines if line["line"] == "L2"}
    silent = [
        group["id"] for group in body.get("rater_groups", []) if group.get("must_have") and group["id"] not in heard
    ]
    if not any(line["line"] in {"L3", "L4"} for line in lines):
        return "没有收到评议，也没有数据指标"
    if silent:
        return f"方案要求必须有“{'、'.join(silent)}”的评议，没有收到"
    lowest = body.get("rules", {}).get("min_cover_pct", 0)
    return f"评议覆盖 {coverage_bp // 100}%，方案要求 {lowest}% 以上"
