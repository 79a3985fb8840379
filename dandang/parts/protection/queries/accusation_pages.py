"""What the list and the pages of a false accusation show: where it stands, what is next, and nothing of who reported.

An ended case without a finding, and a finding whose term is over, leave no mark outside the list of cases (S7, S8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import kinds as audit_kinds
from dandang.foundation.audit import queries as audit
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui import formats
from dandang.foundation.ui.pages import Page, cut
from dandang.foundation.ui.records import Fact, Happening, Step
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Meeting
from dandang.ledger.casework.records import StudiedItem, TeamLine
from dandang.ledger.duties import queries as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import (
    Accusation,
    AccusationAssignment,
    AccusationHearing,
    AccusationReview,
    DishonestyReferral,
    Question,
    Report,
)
from ..states import AccusationState
from . import accusation_deciding as deciding
from . import accusation_hearings as hearings
from . import accusation_law as law
from . import accusation_reviews as reviews
from . import accusations, reach

LOOKS = {
    "OPENED": "open", "INVESTIGATED": "open", "HEARING": "wait", "READY": "decide", "PROPOSED": "wait",
    "PROVED": "done", "MISTAKEN": "shut", "NOT_PROVED": "shut", "OVERTURNED": "shut",
}  # fmt: skip
_STEP_OF = {"OPENED": 2, "INVESTIGATED": 3, "HEARING": 3, "READY": 4, "PROPOSED": 5, "PROVED": 6}
_HISTORY = 40


# The list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccusationFilter:
    """What the list is narrowed to; empty for everything."""

    words: str = ""
    state: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class AccusationRow:
    """One line of the list; `report_id` is 0 for whoever may not open the report."""

    id: int
    number: str
    report_number: str
    report_id: int
    opened_on: date
    state_label: str
    look: str
    ends_on: date | None
    next_title: str
    chip: DeadlineChip | None
    my_part: str


def accusation_list(actor: Actor, wanted: AccusationFilter, *, on: date, number: int = 1) -> Page[AccusationRow]:
    """This function will list the cases the actor may open, newest first; six queries however long the list is."""
    access.require(actor, "protection.view")
    found = reach.visible_accusations(actor).select_related("report")
    if wanted.words:
        found = found.filter(Q(number__contains=wanted.words) | Q(report__number__contains=wanted.words))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.year:
        found = found.filter(opened_at__year=wanted.year)
    page = cut(found.order_by("-opened_at", "-pk"), number=number)
    rows: list[Accusation] = list(page.rows)
    about = duties.open_about([_subject(row) for row in rows], on) if rows else {}
    mine = _parts(actor, rows)
    open_reports = set(
        reach.visible_reports(actor).filter(pk__in=[row.report_id for row in rows]).values_list("pk", flat=True)
    )
    lines = []
    for row in rows:
        duty = next(iter(about.get(_subject(row), [])), None)
        lines.append(
            AccusationRow(
                id=row.pk, number=row.number, report_number=row.report.number,
                report_id=row.report_id if row.report_id in open_reports else 0,
                opened_on=timezone.localdate(row.opened_at), state_label=state_label(row, on=on), look=look(row, on=on),
                ends_on=row.consequence_ends_on if accusations.is_in_force(row, on=on) else None,
                next_title=duty.title.removesuffix(f"（{row.number}）") if duty else "",
                chip=duty.chip if duty and duty.due_on else None, my_part=mine.get(row.pk, ""),
            )
        )  # fmt: skip
    return Page(lines, page.number, page.size, page.total, page.is_capped)


def years_of(actor: Actor) -> list[int]:
    """This function will list the years in which the actor's cases were opened, newest first."""
    days: list[datetime] = list(reach.visible_accusations(actor).order_by().values_list("opened_at", flat=True))
    return sorted({timezone.localdate(day).year for day in days}, reverse=True)


def state_label(row: Accusation, *, on: date) -> str:
    """This function will say where a case stands; a finding whose term is over is no finding any more in any view."""
    if row.state == "PROVED" and not accusations.is_in_force(row, on=on):
        return _("已办结，影响期满")
    return str(AccusationState(row.state).label)


def look(row: Accusation, *, on: date) -> str:
    """This function will return the look of the tag of a case."""
    return "shut" if row.state == "PROVED" and not accusations.is_in_force(row, on=on) else LOOKS[row.state]


# On the report's page --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccusationNote:
    """What stands on the page of a report: one sentence, and the case's number while it is open or in force."""

    sentence: str
    accusation_id: int = 0
    may_open: bool = False


def note_on_report(actor: Actor, report: Report, *, on: date) -> AccusationNote | None:
    """This function will say what the page of a report tells about a case of false accusation; None for nothing.

    A mistaken report says only that it was one. Who may not see the case is told nothing of it.
    """
    row = accusations.accusation_on(actor, report)
    if row is None:
        if not accusations.may_open(actor, report):
            return None
        words = _("查不实不等于诬告。看错、听错、了解不全的是错告，到此为止；有捏造的事实和陷害的故意，才另行核查。")
        return AccusationNote(words, may_open=True)
    if row.state == "MISTAKEN":
        return AccusationNote(_("已查清，属于错告，不作诬告处理。"))
    if row.state in {"NOT_PROVED", "OVERTURNED"} or (row.state == "PROVED" and not accusations.is_in_force(row, on=on)):
        return None
    return AccusationNote(_("正在另行核查是不是诬告。") if row.state != "PROVED" else _("已另行核查。"), row.pk)


# The file --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with the case today."""

    may_handle: bool
    may_lead: bool
    may_investigate: bool
    may_review: bool
    may_see_report: bool


@dataclass(frozen=True, slots=True)
class Next:
    """What is next: who, which page and the words of its button; `route` is empty for whom it is not."""

    title: str
    who: str
    why: str
    route: str = ""
    act: str = ""
    is_decision: bool = False


@dataclass(frozen=True, slots=True)
class AccusationPage:
    """Everything the pages of a case show. `person` and consequence are empty when no finding is in force."""

    row: Accusation
    rights: Rights
    label: str
    look: str
    steps: list[Step]
    step_number: int
    next: Next | None
    law: law.AccusationLaw
    rules: list[Fact]
    team: tuple[TeamLine, ...]
    hearing: AccusationHearing | None
    missing: tuple[str, ...]
    replies: tuple[Question, ...]
    item: StudiedItem | None
    carried: StudiedItem | None
    meetings: tuple[Meeting, ...]
    is_in_force: bool
    found: list[Fact]
    looks: int
    referral: DishonestyReferral | None
    review: AccusationReview | None
    history: list[Happening]

    @property
    def has_findings(self) -> bool:
        return bool(self.row.fabrication or self.row.intent)

    @property
    def is_over_without_mark(self) -> bool:
        """Ended as mistaken or not proved, revoked, or past its term; not while it is looked at again."""
        if self.row.state == "PROVED":
            return not self.is_in_force and not self.is_in_review
        return self.row.state in accusations.WITHOUT_MARK

    @property
    def is_in_review(self) -> bool:
        return self.review is not None and self.review.decided_on is None


def accusation_page(actor: Actor, accusation_id: int, *, on: date) -> AccusationPage:
    """This function will return a case with its pages' content. Raises NotHere for whom it does not concern."""
    row = accusations.accusation_to_see(actor, accusation_id)
    rights = Rights(
        accusations.may_handle(actor, row), accusations.may_lead(actor, row), accusations.may_investigate(actor, row),
        accusations.may_review(actor, row),
        reach.visible_reports(actor).filter(pk=row.report_id).exists(),
    )  # fmt: skip
    hearing = hearings.hearing_of(row)
    said = law.law_of(row, on=on)
    carried, waiting = deciding.carried_item(row), deciding.open_item(row)
    in_force = accusations.is_in_force(row, on=on)
    review = reviews.last(row)
    is_in_review = review is not None and review.decided_on is None
    steps, number = _steps(row, hearing)
    wants_meeting = row.state == "READY" and access.may(actor, casework.VIEW)
    return AccusationPage(
        row=row, rights=rights, label=state_label(row, on=on), look=look(row, on=on), steps=steps, step_number=number,
        next=_next(row, rights, carried, waiting, review), law=said, rules=rules_of(said),
        team=accusations.team_of(row, on=on), hearing=hearing, missing=hearings.missing_of(hearing) if hearing else (),
        replies=tuple(hearings.replies(row, hearing)) if hearing else (),
        item=carried or waiting or deciding.lost_item(row), carried=carried,
        meetings=tuple(casework.open_meetings(actor, on=on)) if wants_meeting else (), is_in_force=in_force,
        found=_found(row, rights) if in_force or is_in_review else [], looks=deciding.looks(row),
        referral=DishonestyReferral.objects.filter(accusation=row).select_related("accusation").first(),
        review=review,
        history=_history(row),
    )  # fmt: skip


def rules_of(said: law.AccusationLaw) -> list[Fact]:
    """This function will tell what the packs say, each with its clause; 未规定 where they say nothing."""
    unsaid = _("未规定")
    harm = {True: _("要"), False: _("不要"), None: unsaid}
    return [
        Fact(_("批准层级"), str(said.approval.value or unsaid), law.chip(said.approval)),
        Fact(_("至少"), _("%s以上机关的批准文件") % said.least.value, law.chip(said.least)),
        Fact(_("要不要有后果"), harm[said.needs_harm.value], law.chip(said.needs_harm)),
        Fact(_("核查人数"), _("至少 %s 人，都没有办过原反映") % said.investigators.value, law.chip(said.investigators)),
        Fact(_("等候说明"), said.wait.text if said.wait.value is not None else unsaid, law.chip(said.wait)),
    ]


def _found(row: Accusation, rights: Rights) -> list[Fact]:
    """What was found while it is in force; the person only for those who handle or lead the case."""
    facts = [
        Fact(_("认定理由"), row.reasons),
        Fact(_("依据"), row.clause),
        Fact(_("从重情形"), "、".join(row.aggravating) or _("没有")),
        Fact(_("批准"), f"{row.approved_by_organ}（{row.approval_level}）{row.approval_document}"),
        Fact(_("处理"), row.consequence),
        Fact(_("影响到"), _("%s为止，当天不再算") % formats.day_long(row.consequence_ends_on))
        if row.consequence_ends_on
        else Fact(_("影响到"), ""),
    ]
    if row.reporter_person is not None and (rights.may_handle or rights.may_lead):
        facts.insert(0, Fact(_("反映人"), row.reporter_person.name))
    return facts


def _steps(row: Accusation, hearing: AccusationHearing | None) -> tuple[list[Step], int]:
    item_day = row.item.meeting.held_on if row.item is not None else None
    days = (
        timezone.localdate(row.opened_at), row.investigated_on,
        timezone.localdate(hearing.closed_at) if hearing and hearing.closed_at else None, item_day,
        row.decided_on if row.state == "PROVED" else None,
    )  # fmt: skip
    labels = (_("启动"), _("核查捏造和故意"), _("听取反映人意见"), _("集体研究"), _("上级批准"))
    now = _STEP_OF.get(row.state, sum(1 for day in days if day))
    steps = []
    for number, (label, day) in enumerate(zip(labels, days, strict=True), start=1):
        state = "now" if number == now else "done" if day and number < now else ""
        steps.append(Step(str(label), formats.day_long(day) if day else "", state))
    return steps, min(now, len(labels))


def _next(
    row: Accusation, rights: Rights, carried: StudiedItem | None, waiting: StudiedItem | None,
    review: AccusationReview | None,
) -> Next | None:  # fmt: skip
    office, leader = _("承办人"), _("负责人")

    def one(may: bool, title: str, who: str, why: str, route: str, act: str, *, decides: bool = False) -> Next:
        return Next(title, who, why, f"protection:{route}" if may else "", act if may else "", decides)

    if row.state == "OPENED":
        if rights.may_investigate:
            return one(
                True, _("分别查明捏造和故意"), _("核查人员"), _("两样都要有事实、有证据，缺一样就不是诬告。"),
                "accusation_findings", _("去填写核查情况"),
            )  # fmt: skip
        return one(
            rights.may_lead, _("指派核查人员，等核查报告"), leader, _("核查的人都没有办过原来的反映。"),
            "accusation_team", _("人员和回避"),
        )  # fmt: skip
    if row.state in {"INVESTIGATED", "HEARING"}:
        return one(
            rights.may_handle, _("听取反映人意见"), office, _("认定以前，先把每一点告诉反映人，听本人说，逐点答复。"),
            "accusation_hearing", _("去办理"),
        )  # fmt: skip
    if row.state == "READY":
        title = _("登记表决结果") if carried else _("开会表决") if waiting else _("提交集体研究")
        why = _("核查的人、办过原反映的人都不参加表决。")
        return one(rights.may_handle, title, office, why, "accusation_decide", _("去办理"), decides=True)
    if row.state == "PROPOSED":
        why = _("会议通过还不算认定，要有上级机关的批准文件。")
        return one(
            rights.may_handle, _("报请批准，登记批文"), office, why, "accusation_decide", _("去登记"), decides=True
        )
    if review is not None and review.decided_on is None:
        if review.reported_on is None:
            may = rights.may_review or rights.may_lead
            why = _("复查的人都没有办过这件核查，也没有办过原反映。")
            return one(may, _("复查认定"), _("复查的人"), why, "accusation_review", _("去办理"))
        why = _("由原批准机关或者更高的机关批准，登记批文。")
        return one(
            rights.may_handle, _("报请批准复查结果"), office, why, "accusation_review", _("去登记"), decides=True
        )
    if row.state == "OVERTURNED" and review is not None and review.undone_on is None:
        why = _("告诉反映人，移出失信登记，因为这个认定做过的逐件恢复。")
        return one(rights.may_handle, _("恢复受影响的"), office, why, "accusation_review", _("去办理"))
    return None


def _history(row: Accusation) -> list[Happening]:
    entries = audit.lines(audit.about(_subject(row))[:_HISTORY])
    acts = [one for one in entries if one.verb != audit_kinds.READ]
    return [Happening(timezone.localdate(one.at).isoformat(), one.sentence, str(one.actor)) for one in acts]


def _parts(actor: Actor, rows: Sequence[Accusation]) -> dict[int, str]:
    if actor.person_id is None or not rows:
        return {}
    found = AccusationAssignment.objects.filter(person_id=actor.person_id, recused_at=None, case__in=rows)
    return {one.case_id: str(one.get_part_display()) for one in found}


def _subject(row: Accusation) -> str:
    return ref("protection.accusation", row.pk)
