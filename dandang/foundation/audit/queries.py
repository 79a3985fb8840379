"""What does the record say, and is it sound?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from dandang.foundation.audit import chain, kinds, rules
from dandang.foundation.audit import checkpoints as signed
from dandang.foundation.audit.models import Entry, PrivateValue
from dandang.foundation.audit.records import ALTERED, CANNOT_SAY, SOUND, Line, Reading, VerifyReport
from dandang.foundation.ground import references

COLUMNS = ("seq", *chain.FIELDS, "alg", "prev", "digest")


# Reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """What the log page asks for; empty means everything."""

    starts_on: date | None = None
    ends_on: date | None = None  # the last day shown
    actor: str = ""  # a reference of an account, `system` or `anonymous`
    verb: str = ""  # a verb or the beginning of one, such as `appraisal.`
    outcome: str = ""


def entries(wanted: Filter) -> QuerySet[Entry]:
    """Return the entries that fit, the newest first."""
    found = Entry.objects.order_by("-seq")
    if wanted.starts_on:
        found = found.filter(at__gte=_start_of(wanted.starts_on))
    if wanted.ends_on:
        found = found.filter(at__lt=_start_of(wanted.ends_on + timedelta(days=1)))
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.verb:
        found = found.filter(verb__gte=wanted.verb, verb__lt=wanted.verb + "\U0010ffff")
    if wanted.outcome:
        found = found.filter(outcome=wanted.outcome)
    return found


def about(target: str) -> QuerySet[Entry]:
    """Return the entries about one thing, the newest first. Whoever asks has to know that the reader may see it."""
    return Entry.objects.filter(target=target).order_by("-seq")


def lines(rows: Iterable[Entry]) -> list[Line]:
    """Return entries as people read them: who acted is named, whom it concerns stays a reference."""
    rows = list(rows)
    names = _actor_names(row.actor for row in rows)
    return [
        Line(
            seq=row.seq,
            at=instant(row.at),
            actor=names[row.actor],
            role=row.role,
            verb=row.verb,
            sentence=kinds.sentence(row.verb),
            target=row.target,
            clause=row.clause,
            reason=row.reason,
            outcome=row.outcome,
            facts=_facts(row.payload),
        )
        for row in rows
    ]


def readings(*, target: str, hidden_roles: Iterable[str] = (), limit: int = 100) -> list[Reading]:
    """Return who looked at `target`, the newest first, without readers who held one of the `hidden_roles` then.

    Readers under `hidden_roles` are those whose work the law does not disclose to the person (个人信息保护法 art. 35).
    """
    hidden = set(hidden_roles)
    found = Entry.objects.filter(target=target, verb=kinds.READ, outcome="DONE").order_by("-seq")[: limit * 2]
    rows = [row for row in found if not hidden & set(row.role.split(","))][:limit]
    names = _actor_names(row.actor for row in rows)
    return [Reading(instant(row.at), names[row.actor], str(json.loads(row.payload).get("what", ""))) for row in rows]


def exported_lines() -> Iterator[str]:
    """Yield the whole record as JSON lines, for the verifier that needs no database and no Dandang."""
    for row in _rows():
        yield chain.canonical(row)


def batch_facts(rows: Iterable[Any]) -> dict[str, Any]:
    """Return the facts of one entry that stands for many rows: how many, and the Merkle root over their JSON.

    An import of a thousand people is one entry; whoever keeps the rows can prove later that they were these.
    """
    return chain.rows_root(rows)


def instant(text: str) -> datetime:
    """Read an instant of the record back."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _start_of(day: date) -> str:
    return chain.instant_text(timezone.make_aware(datetime.combine(day, time.min)))


def _actor_names(actors: Iterable[str]) -> dict[str, str]:
    described = references.describe(actors)
    words = {"system": "系统", "anonymous": "未登录"}
    return {text: words.get(text, found.name) for text, found in described.items()}


def _facts(payload: str) -> str:
    """The facts as one readable line; commitments to personal values are of no use to a reader and left out."""
    facts = {name: value for name, value in json.loads(payload).items() if name != "private"}
    return "；".join(f"{name}={value}" for name, value in facts.items())


# Verifying -------------------------------------------------------------------------------------------------------


def verify(checkpoints: Path | None = None) -> VerifyReport:
    """Follow the whole chain, and compare it with the signed checkpoints in a folder when one is given.

    The exit code is one of SPEC PL-05: 0 sound, 1 altered, 2 cut, 3 two heads, 4 cannot say.
    """
    report, digests = rules.chain_report(_rows())
    if report.exit_code == SOUND:
        report = _private_report(report)
    if report.exit_code != SOUND or checkpoints is None:
        return report
    return _checkpoint_report(report, digests, checkpoints)


def _rows() -> Iterator[dict[str, Any]]:
    rows: Iterator[dict[str, Any]] = Entry.objects.order_by("seq").values(*COLUMNS).iterator(chunk_size=5000)
    return rows


def _private_report(report: VerifyReport) -> VerifyReport:
    """Compare the personal values still kept with what the chain committed to."""
    kept = PrivateValue.objects.select_related("entry").order_by("entry_id", "name")
    for row in kept.iterator(chunk_size=2000):
        promised = json.loads(row.entry.payload).get("private", {}).get(row.name)
        if promised != chain.commitment(row.entry.alg, salt=row.salt, name=row.name, value=row.value):
            sentence = f"第 {row.entry_id} 条所附的个人信息与当时的承诺值不符：写入之后被改动过。"
            return replace(report, exit_code=ALTERED, first_bad_seq=row.entry_id, sentence=sentence)
    return report


def _checkpoint_report(report: VerifyReport, digests: list[bytes], folder: Path) -> VerifyReport:
    paths = signed.files(folder)
    if not paths:
        return replace(
            report, exit_code=CANNOT_SAY, sentence=f"{folder} 里没有检查点，无法比对。请指定存放检查点的文件夹。"
        )
    trusted, bad = [], []
    for path in paths:
        try:
            trusted.append(signed.read(path, _trusted_keys()))
        except signed.Untrusted:
            bad.append(path.name)
    found = rules.checkpoint_report(digests, trusted)
    if found.exit_code == SOUND and bad:
        sentence = (
            f"检查点 {bad[0]} 等 {len(bad)} 个文件读不懂，或者不是本系统签名的，无法判断。请与其他机关保存的副本比对。"
        )
        return replace(found, exit_code=CANNOT_SAY, sentence=sentence)
    return found


def _trusted_keys() -> list[Ed25519PublicKey]:
    return [signed.load_key(settings.AUDIT_KEY).public_key()]
