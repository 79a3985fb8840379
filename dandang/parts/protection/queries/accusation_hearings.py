"""Where does the hearing of a reporter stand: what was asked, what was said to it, what is still missing?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui import formats
from dandang.ledger.casework import queries as casework
from dandang.ledger.papers import queries as papers
from dandang.registry.access.records import Actor

from ..models import About, Accusation, AccusationHearing, Question, Told
from ..records import AccusationPointInput
from . import accusations

NOTICE = "accusation_hearing"


def hearing_of(row: Accusation) -> AccusationHearing | None:
    """This function will return the last round of hearing with its points; None before the notice."""
    return row.hearings.prefetch_related("points").order_by("id").last()


def replies(row: Accusation, hearing: AccusationHearing) -> QuerySet[Question]:
    """This function will return what the reporter wrote through the receipt since the notice, the first first."""
    lines = Question.objects.filter(report_id=row.report_id, is_from_reporter=True, written_on__gte=hearing.notice_on)
    return lines.order_by("id")


def missing_of(hearing: AccusationHearing) -> tuple[str, ...]:
    """This function will name what the hearing still waits for: words, a waiver or a silence, and every answer."""
    points = list(hearing.points.order_by("number"))
    found = []
    if hearing.told == Told.PAPER and not is_served(hearing):
        found.append(_("听取意见通知书还没有送达，请在“文书”里拟稿、签发、送达"))
    is_settled = hearing.waived_on is not None or (hearing.held_on is not None)
    silent = [] if is_settled else [one.number for one in points if not one.statement]
    if silent:
        found.append(_("第 %s 点反映人还没有说明") % "、".join(map(str, silent)))
    gaps = casework.hearing_gaps(points)
    if gaps:
        found.append(_("第 %s 点还没有答复，或者待核") % "、".join(map(str, gaps)))
    return tuple(found)


def is_served(hearing: AccusationHearing) -> bool:
    """This function will say whether the notice of a hearing on paper reached the reporter."""
    about = papers.papers_of(ref("protection.accusation", hearing.case_id))
    return any(one.kind == NOTICE and one.served_on is not None for one in about)


def drafted_points(row: Accusation) -> list[AccusationPointInput]:
    """This function will draft a point for fabrication and one for intent from the investigators' report."""
    drafts = ((About.FABRICATION, row.fabrication), (About.INTENT, row.intent))
    return [AccusationPointInput(about.value, text) for about, text in drafts if text]


def invitation(points: Sequence[AccusationPointInput], reply_by: date, *, is_signed: bool) -> str:
    """This function will return the words the reporter reads on the receipt page: what, until when, what they may."""
    asked = "\n".join(f"{number}. {one.point.strip()}" for number, one in enumerate(points, 1))
    head = _("对您反映的问题，还有下面几点想先听您说：")
    day = formats.day_long(reply_by)
    end = _(
        "请在%s前在这里逐点说明，也可以写明放弃说明。我们逐点答复以后才研究。"
        "看错、听错、了解不全的，是错告，不作诬告处理。"
    )
    unknown = "" if is_signed else _("您没有署名，我们不追查您是谁。")
    return f"{head}\n{asked}\n{end % day}{unknown}"


def answers_in_words(hearing: AccusationHearing) -> str:
    """This function will return the answers to every point for the receipt page."""
    head = _("您的说明我们逐点看了，答复如下：")
    lines = [
        f"{one.number}. {one.get_answer_side_display()}：{one.answer}" for one in hearing.points.order_by("number")
    ]
    return "\n".join([head, *lines, str(_("接下来由集体研究，核查的人不参加表决。"))])


def scan_of(actor: Actor, accusation_id: int) -> AccusationHearing:
    """This function will return the hearing with its signed scan, for those who may open the case. Raises NotHere."""
    row = accusations.accusation_to_see(actor, accusation_id)
    found = row.hearings.order_by("id").last()
    if found is None or not found.record_scan:
        raise NotHere()
    return found
