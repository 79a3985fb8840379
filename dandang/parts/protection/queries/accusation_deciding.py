"""What a meeting votes on in a case of false accusation, who stands aside, and how a booklet tells it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground import refs
from dandang.foundation.ui import formats
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import CaseSummary, Conflict, ElementRow, Interests, StudiedItem
from dandang.registry.vault import queries as vault

from ..models import Accusation
from . import accusation_law as law
from . import accusations

VOTED = ("AGREE", "AGAINST", "DEFER")


def proposal_of(row: Accusation) -> str:
    """This function will return the words a meeting votes on."""
    return f"认定{row.report.number}的反映为诬告陷害，报请上级批准；没有批准的，不作诬告处理"


def interests_of(row: Accusation) -> Interests:
    """This function will say from whom the conflict graph starts: whom the report names, and who worked on either.

    Who received, verified or confirmed the report does not judge its author (S6).
    """
    earlier = dict(accusations.worked_on_report(row.report))
    parts = row.assignments.order_by("pk").values_list("person_id", "part", "recused_at")
    earlier |= {pk: str(Part(part).label) for pk, part, recused in parts if part != Part.DECIDER or recused}
    return Interests(party_ids=tuple(accusations.parties(row.report)), earlier=earlier)


def voters_of(item: StudiedItem) -> list[int]:
    """This function will return who voted: neither the absent nor those who stood aside."""
    return [vote.person_id for vote in item.votes if vote.value in VOTED]


def conflicted_voters(row: Accusation, item: StudiedItem) -> dict[int, tuple[Conflict, ...]]:
    """This function will draw the conflict graph of those who voted again, as the registry and the case stand now."""
    about = interests_of(row)
    assert item.held_on is not None
    return casework.conflicts_of(
        candidate_ids=voters_of(item), party_ids=about.party_ids, involved={}, earlier=about.earlier, on=item.held_on
    )


def carried_item(row: Accusation) -> StudiedItem | None:
    """This function will return the last item about the case that was carried, keyed by two."""
    found = [one for one in casework.settled_items(_subject(row)) if one.tally is not None and one.tally.is_carried]
    return found[-1] if found else None


def open_item(row: Accusation) -> StudiedItem | None:
    """This function will return the item about the case that waits for a vote."""
    found = casework.open_items(_subject(row))
    return found[0] if found else None


def lost_item(row: Accusation) -> StudiedItem | None:
    """This function will return the last vote that was not carried, when none was."""
    found = casework.settled_items(_subject(row))
    return found[-1] if found and carried_item(row) is None else None


def looks(row: Accusation) -> int:
    """This function will say how often the reporter's identity was looked at; the vault counts them."""
    return len(vault.looks(row.report.handle)) if row.report.handle else 0


def is_identity_open(row: Accusation) -> bool:
    """This function will say whether the identity was opened by request of one and approval of two."""
    return row.report.is_signed and looks(row) > 0


def found_in_words(row: Accusation) -> str:
    """This function will return what the reporter reads on the receipt page once the finding is approved."""
    ends = formats.day_long(row.consequence_ends_on) if row.consequence_ends_on else ""
    approved = {"organ": row.approved_by_organ, "document": row.approval_document}
    return "\n".join(
        [
            str(_("您的反映经核查、听取意见和集体研究，报%(organ)s批准（%(document)s），认定为诬告陷害。") % approved),
            str(_("理由：%s") % row.reasons),
            str(
                _("处理：%(what)s　影响到%(day)s为止，当天起各处都不再记载。") % {"what": row.consequence, "day": ends}
            ),
            str(_("您不同意的，请在这里写明理由和证据。发现认定错了的，由没有办过的人复查，报原批准机关撤销。")),
        ]
    )


def summary(subject: str) -> CaseSummary:
    """This function will tell a meeting about a case, never who reported. The meeting has asked for the right."""
    row = Accusation.objects.select_related("report").get(pk=int(refs.parse(subject).key))
    said = law.law_of(row, on=row.investigated_on or row.report.received_on)
    found = [
        ElementRow(str(_("捏造事实、伪造材料")), str(_("查明")), row.fabrication, row.fabrication_evidence),
        ElementRow(str(_("陷害的故意")), str(_("查明")), row.intent, row.intent_evidence),
    ]
    if row.harm:
        found.append(ElementRow(str(_("后果")), str(_("查明")), row.harm, ""))
    hearing = row.hearings.order_by("id").last()
    told = [
        f"{one.number}. {one.point}　本人：{one.statement or '没有说明'}"
        f"（{one.get_answer_side_display()}：{one.answer}）"
        for one in (hearing.points.order_by("number") if hearing else ())
    ]
    received = f"反映 {row.report.number}，{formats.day_long(row.report.received_on)}收到"
    return CaseSummary(
        number=row.number,
        title=row.title,
        facts=tuple(filter(None, (received, row.opened_because, row.summary, *told))),
        elements=tuple(found),
        advice=_("两样都查实才是诬告；批准机关至少%(level)s〔%(clause)s〕")
        % {"level": said.least.value, "clause": said.least.citation},
        proposal=proposal_of(row),
    )


def _subject(row: Accusation) -> str:
    return refs.ref("protection.accusation", row.pk)
