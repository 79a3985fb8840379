"""Which official papers exist: key, title, the facts each takes, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dandang.law.documents import errors
from dandang.law.documents.blocks import Composed
from dandang.law.documents.compositions import (
    accusations,
    casebook,
    decisions,
    fieldwork,
    letters,
    protection,
    sittings,
)
from dandang.law.documents.schema import accusations as accused
from dandang.law.documents.schema import ballots, forms, lists, meetings, results, tolerance
from dandang.law.documents.schema import casebook as taught
from dandang.law.documents.schema import protection as putting_right
from dandang.law.documents.schema.fields import Paper


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper. Its templates are `templates/papers/<layout>.typ` and, when `has_word`, `<layout>.docx`.

    A paper with `compose` is put together in blocks and shares the layout `composed`; the others have one of their own.
    `is_duplex`: in a batch every paper begins on an odd page, so that two people never share a sheet.
    """

    key: str
    title: str
    schema: type[Paper]
    is_duplex: bool = True
    has_word: bool = True
    compose: Callable[[Any], Composed] | None = None

    @property
    def layout(self) -> str:
        """The name of its templates."""
        return "composed" if self.compose else self.key

    def facts(self, read: Paper) -> dict[str, Any]:
        """The plain data its templates read."""
        return self.compose(read).plain() if self.compose else read.for_paper()

    def fields(self) -> dict[str, str]:
        """Return each field with its Chinese name; required ones end in `*`. For pages and error messages."""
        return {
            name: (info.title or name) + ("*" if info.is_required() else "")
            for name, info in self.schema.model_fields.items()
        }


_PAPERS: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> None:
    """Add a paper. Raises ValueError when the key is taken."""
    if kind.key in _PAPERS:
        raise ValueError(f"paper {kind.key!r} is registered twice")
    _PAPERS[kind.key] = kind


def paper(key: str) -> PaperKind:
    """Return a paper by its key. Raises UnknownPaper."""
    try:
        return _PAPERS[key]
    except KeyError:
        raise errors.UnknownPaper(_("没有这种文书：%(key)s。请从文书目录里选一种。") % {"key": key}) from None


def papers() -> Iterator[PaperKind]:
    """Every paper, in the order of registration."""
    yield from _PAPERS.values()


for _kind in (
    PaperKind("appointment_form", "干部任免审批表", forms.AppointmentForm),
    PaperKind("annual_registration", "公务员年度考核登记表", forms.AnnualRegistration),
    PaperKind("ballot_sheet", "民主测评表", ballots.BallotSheet),
    # Slips are cut apart: nothing may stand on their backs, and Word cannot draw the codes.
    PaperKind("ballot_tickets", "民主测评票", ballots.BallotTickets, is_duplex=False, has_word=False),
    PaperKind("ballot_summary", "民主测评结果汇总表", ballots.BallotSummary),
    PaperKind("excellent_publicity", "年度考核优秀等次公示", results.ExcellentPublicity),
    # The receipt goes back while the notice stays with the person, so the two pages are two sheets.
    PaperKind("result_notice", "年度考核结果通知书", results.ResultNotice, is_duplex=False),
    PaperKind("person_result_sheet", "年度考核结果单", results.PersonResultSheet),
    PaperKind("filing_form", "年度考核结果备案表", lists.FilingForm),
    PaperKind("grade_proposal", "年度考核等次建议汇总表", lists.GradeProposal),
    PaperKind("official_paper", "公文", results.OfficialPaper),
    PaperKind("roster", "干部名册", lists.Roster),
    PaperKind("tolerance_application", "容错认定申请表", tolerance.ToleranceApplication, compose=fieldwork.application),
    PaperKind(
        "tolerance_acceptance", "受理（不予受理）通知书", tolerance.ToleranceAcceptance, compose=letters.acceptance
    ),
    PaperKind("investigation_report", "核查报告", tolerance.InvestigationReport, compose=decisions.report),
    PaperKind("hearing_notice", "听取意见函", tolerance.HearingNotice, compose=letters.hearing),
    PaperKind("hearing_record", "陈述申辩笔录", tolerance.HearingRecord, compose=fieldwork.hearing_record),
    PaperKind("tolerance_decision", "容错认定决定书", tolerance.ToleranceDecision, compose=decisions.decision),
    # A receipt goes back on its own sheet.
    PaperKind("service_receipt", "送达回证", tolerance.ServiceReceipt, is_duplex=False, compose=fieldwork.receipt),
    PaperKind("correction_notice", "纠错整改通知书", tolerance.CorrectionNotice, compose=letters.correction),
    PaperKind(
        "correction_acceptance", "整改验收单", tolerance.CorrectionAcceptance, compose=fieldwork.correction_acceptance
    ),
    PaperKind("review_decision", "复核决定书", tolerance.ReviewDecision, compose=decisions.review),
    PaperKind("meeting_booklet", "会议材料册", meetings.MeetingBooklet, compose=sittings.booklet),
    PaperKind("meeting_minutes", "会议纪要", meetings.MeetingMinutes, compose=sittings.minutes),
    # Whoever votes hands in one sheet; nothing may stand on its back.
    PaperKind("vote_sheet", "表决票", meetings.VoteSheet, is_duplex=False, compose=sittings.vote_sheet),
    PaperKind("clarification_letter", "澄清函", putting_right.ClarificationLetter, compose=protection.letter),
    PaperKind("clarification_notice", "澄清通报", putting_right.ClarificationNotice, compose=protection.notice),
    # The sheet with the person's own answer goes back.
    PaperKind(
        "clarification_proposal",
        "拟澄清告知书",
        putting_right.ClarificationProposal,
        is_duplex=False,
        compose=protection.proposal,
    ),
    PaperKind("report_answer", "答复书", putting_right.ReportAnswer, compose=protection.answer),
    PaperKind(
        "explanation_feedback", "情况说明采信反馈", putting_right.ExplanationFeedback, compose=protection.feedback
    ),
    PaperKind("accusation_hearing", "听取意见通知书", accused.AccusationHearing, compose=accusations.hearing),
    PaperKind("accusation_finding", "诬告陷害认定告知书", accused.AccusationFinding, compose=accusations.finding),
    PaperKind("dishonesty_referral", "失信移送函", accused.DishonestyReferral, compose=accusations.referral),
    PaperKind("dishonesty_removal", "失信移出函", accused.DishonestyRemoval, compose=accusations.removal),
    PaperKind(
        "accusation_overturned", "撤销诬告认定通知书", accused.AccusationOverturned, compose=accusations.overturned
    ),
    PaperKind("case_circular", "典型案例通报", taught.CaseCircular, compose=casebook.circular),
):
    register(_kind)
