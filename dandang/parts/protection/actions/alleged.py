"""Loading an allegation that stands, locked with its report, and saving it on record. Shared by the room's actions."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks, markings
from dandang.law.policies import queries as policies
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .. import allegation_rules as rules
from .. import errors
from ..models import Allegation, Report
from ..queries import standing
from . import moving

ASKED = "protection.explain"
_REASON_LENGTH = "tolerance.reason_min_characters"  # the product's own rule for every reason, in dandang-own-rules


def locked(actor: Actor, allegation_id: int, may: moving.Right, at: datetime) -> tuple[Report, Allegation]:
    """Load an allegation of a report under way, both locked. Raises NotHere when `may` says no of its report.

    Refuses one that was split, merged or withdrawn, and a report that is not being handled.
    """
    report_id = Allegation.objects.filter(pk=allegation_id).values_list("report_id", flat=True).first()
    if report_id is None:
        raise NotHere()
    report = moving.locked(actor, report_id, may, at)
    moving.require_state(report, "ACCEPTED")
    allegation = Allegation.objects.select_for_update(of=("self",)).select_related("person").get(pk=allegation_id)
    refuse_gone(allegation)
    return report, allegation


def refuse_gone(allegation: Allegation) -> None:
    """Refuse an allegation that does not stand any more, with what became of it."""
    if not standing.is_live(allegation):
        words = _("第 %(number)d 项已经%(what)s，不再单独办理。")
        raise errors.WrongState(words % {"number": allegation.number, "what": standing.became(allegation)})


def saved(
    actor: Actor,
    report: Report,
    allegation: Allegation,
    what: str,
    at: datetime,
    *,
    reason: str = "",
    clause: str = "",
    **facts: object,
) -> None:
    """Save the allegation and put the act on its report's record as `protection.allegation.<what>`."""
    allegation.save()
    moving.saved(
        actor, report, f"protection.allegation.{what}", at, reason=reason, clause=clause,
        allegation=allegation.number, **facts,
    )  # fmt: skip


def close_asking(actor: Actor, allegation_id: int, at: datetime) -> None:
    """Take the request off the person's list: answered, found without it, or not to be answered any more."""
    duties.close_duty(actor=actor, kind=ASKED, subject=ref("protection.explanation", allegation_id), at=at)


def own_words(report: Report, text: str, field: str = "text") -> str:
    """Return a handler's own words for an allegation; refuse the reporter's (RV12: a turn of phrase names its author).

    Basis: 检举控告规则 第47条.
    """
    words = blanks.written(text, _("反映的问题"), field)
    markings.refuse_classified(words, _("反映的问题"), field=field)
    copied = rules.copied_run(words, report.text)
    if copied:
        said = _("“%s”是原信里的话。请换成您自己的话写：原话里的口气和细节会让人认出是谁反映的。")
        raise BadInput(said % copied, field=field, clause="检举控告规则 第47条")
    if rules.speaks_as_reporter(words):
        said = _("这里用了“我”，像是反映人自己在说话。请改成承办人的叙述，例如“反映某某……”。")
        raise BadInput(said, field=field, clause="检举控告规则 第47条")
    return words


def reasoned(report: Report, text: str, field: str) -> str:
    """Return reasons that are long enough. The number is the product's own rule, by the day the report came."""
    words = blanks.written(text, _("理由"), field)
    least = policies.value(_REASON_LENGTH, region=report.region, on=report.received_on)
    length = sum(1 for sign in words if sign.isalnum())
    if least.value is not None and length < int(least.value):
        said = _("理由只有 %(length)d 个字，至少要 %(least)d 个字。请写明依据哪些事实、为什么这样认定。")
        raise errors.MissingReason(said % {"length": length, "least": least.value}, field=field, clause=least.citation)
    return words
