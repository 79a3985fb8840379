"""The person's own word on a clarification: on the own page, or on paper with the scan. SPEC PR-04.

This product's own rule: nothing is put right without it; a word may be taken back until it is made; declined, only the
person opens it again.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import markings
from dandang.foundation.guard.scans import check_scan
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import clarification_rules as rules
from ..models import Clarification
from ..queries import clarifications as queries
from ..records import Word
from ..states import CLARIFICATION_MOVES
from . import clarifying, moving

AGREE, DECLINE = "AGREE", "DECLINE"


@transaction.atomic
def answer_clarification(*, actor: Actor, clarification_id: int, word: Word, at: datetime) -> None:
    """This function will take the person's own word. Raises NotHere for anybody else.

    Refuses a yes to a wider circle that does not say so, and any word once it is made.
    """
    access.require(actor, "protection.own")
    rows = Clarification.objects.select_for_update(of=("self",)).select_related("report", "harm", "organ", "person")
    row = rows.filter(pk=clarification_id, person_id=actor.person_id or 0).first()
    if row is None:
        raise NotHere()
    _take(actor, row, word, timezone.localdate(at))
    row.consent_way = Clarification.Way.SCREEN if row.state == "CONSENTED" else ""
    _settle(actor, row, at)


@transaction.atomic
def key_word(
    *, actor: Actor, clarification_id: int, word: Word, given_on: date, scan: bytes | None, at: datetime
) -> None:
    """This function will key in a word given on paper, with the scan of the signed sheet.

    Refuses a missing or broken scan, a day of the future or before it was proposed. Basis: SPEC PL-20.
    """
    row = clarifying.locked(actor, clarification_id, queries.may_handle, at)
    moving.refuse_future(given_on, at, "given_on")
    if given_on < row.assessed_on:
        raise BadInput(_("签字的日期早于评估的日期，请核对。"), field="given_on")
    if scan is None:
        raise BadInput(_("要附本人签字件的扫描或者照片，以便日后核对。"), field="upload")
    form = check_scan(scan).form
    _take(actor, row, word, given_on)
    row.consent_way, row.consent_keyed_by = Clarification.Way.PAPER, audit.actor_ref(actor)
    row.consent_scan_digest = hashlib.sha256(scan).hexdigest()
    row.consent_scan.save(f"{secrets.token_hex(16)}.{form}", ContentFile(scan), save=False)
    _settle(actor, row, at)


def _take(actor: Actor, row: Clarification, word: Word, on: date) -> None:
    if word.choice not in (AGREE, DECLINE):
        raise BadInput(_("请选同意或者不要求澄清。"), field="choice")
    wishes = word.wishes.strip()
    markings.refuse_classified(wishes, _("意见"), field="wishes")
    if word.choice == DECLINE:
        moving.move(row, CLARIFICATION_MOVES, "decline")
        row.declined_on, row.consent_words = on, wishes
        row.consented_on, row.approved_on, row.approved_by = None, None, ""
        row.consent_keyed_by, row.consent_scan, row.consent_scan_digest = "", "", ""
        return
    if rules.is_wider(row.known_to, row.told_to) and not word.agrees_wider:
        words = _(
            "要澄清到%(told)s，比传到的%(known)s更广。同意更广的，请另外勾选；不同意的，写在意见里，由承办人改小范围。"
        )
        circles = {"known": row.get_known_to_display(), "told": row.get_told_to_display()}
        raise BadInput(words % circles, field="agrees_wider")
    clarifying.refuse_shaken(row)
    moving.move(row, CLARIFICATION_MOVES, "consent")
    row.consented_on, row.declined_on, row.consent_words = on, None, wishes


def _settle(actor: Actor, row: Clarification, at: datetime) -> None:
    clarifying.stop_asking(actor, row, at)
    if row.state == "DECLINED":
        row.due_on = None
        moving.saved(actor, row, "protection.clarification.declined", at, way=row.consent_way or "SCREEN")
        clarifying.done(actor, row, at)
        return
    moving.saved(
        actor, row, "protection.clarification.consented", at, way=row.consent_way, has_wishes=bool(row.consent_words)
    )
    why = "本人同意，另有意见，审批时要答复" if row.consent_words else "本人同意"
    clarifying.pass_on(actor, row, clarifying.APPROVE, "审批澄清", why, at, is_leaders=True)
