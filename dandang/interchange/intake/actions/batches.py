"""An import from upload to writing. Nothing is written into the register before the whole file has passed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.guard.text import decode
from dandang.interchange.intake import errors, kinds, queries, reading, states, storing
from dandang.interchange.intake.actions import running
from dandang.interchange.intake.models import Batch, ColumnMemory
from dandang.interchange.intake.reading import InputFile
from dandang.interchange.rosters import headings
from dandang.interchange.rosters.reading import Roster
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

STUCK_AFTER = timedelta(minutes=3)


@transaction.atomic
def upload(*, actor: Actor, files: Sequence[InputFile], organisation_id: int, at: datetime) -> Batch:
    """This function will keep the files and open an import of them into the branch of a unit.

    Refuses (FileRefused) what is no readable file of the field, mixtures of forms and sheets, a unit outside the
    actor's branches, and (Duplicate) a file that is being imported into the same unit already.
    """
    unit = organisations.get(organisation_id)
    access.require(actor, kinds.WRITE, path=unit.path)
    if not files or not any(file.data or file.name for file in files):
        raise errors.no_file()
    kind = reading.kind_of_files(files)
    roster = reading.roster_of(kind, files[0]) if kind in (reading.SHEET, reading.TEXT) else None
    digests = [storing.keep(file.data) for file in files]
    digest = hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()
    batch = Batch(
        kind=kind,
        title=_title(files),
        files=[{"name": f.name, "digest": d, "size": len(f.data)} for f, d in zip(files, digests, strict=True)],
        digest=digest,
        size=sum(len(file.data) for file in files),
        organisation=unit,
        uploaded_by=actor.account_id,
        uploader_name=actor.name,
        uploaded_at=at,
    )
    if roster is not None:
        _propose(batch, roster)
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError:
        raise _duplicate(digest, organisation_id) from None
    _record(actor, "intake.batch.uploaded", batch, {"digest": digest, "kind": kind, "bytes": batch.size}, at)
    return batch


def _title(files: Sequence[InputFile]) -> str:
    first = files[0].name[:160]
    return first if len(files) == 1 else f"{first} 等 {len(files)} 个文件"


def _duplicate(digest: str, organisation_id: int) -> errors.Duplicate:
    earlier = Batch.objects.get(digest=digest, organisation_id=organisation_id, state__in=states.OPEN)
    return errors.Duplicate(earlier.pk, earlier.uploader_name, earlier.uploaded_at)


def _propose(batch: Batch, roster: Roster) -> None:
    """Use what this unit confirmed for the same headings before; else ask whenever the proposal is not certain."""
    memory = ColumnMemory.objects.filter(
        organisation=batch.organisation, headings_digest=headings_digest(roster)
    ).first()
    batch.mapping = memory.mapping if memory else roster.proposal
    batch.needs_mapping = memory is None and roster.needs_mapping
    if batch.kind == reading.TEXT and not decode(storing.read(batch.files[0]["digest"])).is_certain:
        batch.needs_mapping = True


def headings_digest(roster: Roster) -> str:
    """What identifies a row of headings."""
    return hashlib.sha256(
        "\n".join(f"{c.letter}{headings.plain(c.heading)}" for c in roster.columns).encode()
    ).hexdigest()


@transaction.atomic
def choose_columns(
    *, actor: Actor, batch_id: int, mapping: Mapping[str, str], encoding: str = "", at: datetime
) -> Batch:
    """This function will set what each column of a roster means, and remember it for the unit.

    Refuses a mapping without name or identity number, a meaning given twice, and an import that has moved on.
    """
    batch = _locked(actor, batch_id, states.UPLOADED, states.CHECKED)
    chosen = {letter: meaning for letter, meaning in mapping.items() if meaning}
    _check_mapping(chosen)
    roster = reading.roster_of(batch.kind, queries.input_files(batch)[0], encoding=encoding)
    batch.mapping, batch.encoding, batch.needs_mapping = chosen, encoding, False
    batch.state = states.UPLOADED
    batch.save(update_fields=["mapping", "encoding", "needs_mapping", "state"])
    ColumnMemory.objects.update_or_create(
        organisation=batch.organisation,
        headings_digest=headings_digest(roster),
        defaults={"mapping": chosen, "remembered_at": at},
    )
    _record(actor, "intake.batch.mapped", batch, {"columns": len(chosen)}, at)
    return batch


def _check_mapping(chosen: Mapping[str, str]) -> None:
    wanted = {"name": "姓名", "identity_number": "公民身份号码"}
    missing = [words for meaning, words in wanted.items() if meaning not in chosen.values()]
    if missing:
        raise errors.columns_missing("、".join(missing))
    single = [meaning for meaning in chosen.values() if meaning != headings.KEEP_AS_EXTRA]
    unknown = set(single) - set(headings.MEANINGS)
    twice = next((meaning for meaning in single if single.count(meaning) > 1), "")
    if unknown or twice:
        raise errors.columns_twice(headings.MEANINGS[twice][0] if twice else "、".join(unknown))


def check_batch(*, actor: Actor, batch_id: int, at: datetime) -> Batch:
    """This function will read the whole file and set out what would be created, changed and refused; nothing else.

    The reading holds no lock, for on SQLite that would stop everybody's work for as long as a large file takes; only
    what was found is written in a transaction. Refuses an import that is being written or closed.
    """
    with transaction.atomic():
        batch = _locked(actor, batch_id, states.UPLOADED, states.CHECKED)
    began = time.monotonic()
    try:
        result = running.dry_run(actor, batch, on=timezone.localdate(at))
    finally:
        storing.forget_progress(batch_id)
    with transaction.atomic():
        batch = _locked(actor, batch_id, states.UPLOADED, states.CHECKED)
        batch.seconds = round(time.monotonic() - began)
        batch.state, batch.checked_at, batch.needs_mapping = states.CHECKED, at, False
        running.keep_result(batch, result)
        counts = {"created": batch.created, "updated": batch.updated, "errors": batch.errors, "hints": batch.hints}
        _record(actor, "intake.batch.checked", batch, counts, at)
    return batch


def apply_batch(*, actor: Actor, batch_id: int, at: datetime) -> Batch:
    """This function will write the whole import into the register, all or nothing, in one transaction.

    Written is what the last check set down, which the actor has seen. Refuses an import with errors, one without
    changes, one that somebody else is writing, and one for which the register has changed since the check.
    """
    batch = _claim(actor, batch_id, at)
    try:
        with transaction.atomic():
            began = time.monotonic()
            running.write(actor, batch, at=at)
            batch.seconds = round(time.monotonic() - began)
            batch.state, batch.applied_at, batch.applier_name = states.APPLIED, at, actor.name
            batch.save()
            facts: dict[str, str | int] = {
                "created": batch.created,
                "updated": batch.updated,
                "unchanged": batch.unchanged,
                "root": batch.root,
                "digest": batch.digest,
            }
            _record(actor, "intake.batch.applied", batch, facts, at)
    except BaseException:
        Batch.objects.filter(pk=batch_id, state=states.APPLYING).update(state=states.CHECKED, claimed_at=None)
        raise
    finally:
        storing.forget_progress(batch_id)
    transaction.on_commit(lambda: _tidy(batch))
    return batch


@transaction.atomic
def _claim(actor: Actor, batch_id: int, at: datetime) -> Batch:
    """Take the import for writing: of two who press at once, one gets it. A write that died may be taken up again."""
    batch = _batch(actor, batch_id)
    if batch.state == states.APPLYING and is_stuck(batch, at):
        Batch.objects.filter(pk=batch_id).update(state=states.CHECKED)
        batch.state = states.CHECKED
    if batch.state != states.CHECKED:
        raise errors.moved_on(str(batch.get_state_display()))
    if batch.errors:
        raise errors.has_errors(batch.errors)
    if not batch.created + batch.updated:
        raise errors.nothing_to_write()
    taken = Batch.objects.filter(pk=batch_id, state=states.CHECKED).update(state=states.APPLYING, claimed_at=at)
    if not taken:
        raise errors.moved_on(str(Batch.State.APPLYING.label))
    batch.state, batch.claimed_at = states.APPLYING, at
    storing.note_progress(batch_id, "APPLY", 0, batch.people)
    return batch


def is_stuck(batch: Batch, at: datetime) -> bool:
    """Whether a write gave no sign of life for so long that its process must be gone; it then wrote nothing."""
    progress = storing.progress_of(batch.pk)
    last = datetime.fromtimestamp(progress.beat, tz=at.tzinfo) if progress else batch.claimed_at
    return last is None or at - last > STUCK_AFTER


@transaction.atomic
def withdraw(*, actor: Actor, batch_id: int, at: datetime) -> Batch:
    """This function will close an import that is not to be written; the list keeps it. Refuses one already written."""
    batch = _locked(actor, batch_id, states.UPLOADED, states.CHECKED)
    batch.state = states.REFUSED
    batch.save(update_fields=["state"])
    _record(actor, "intake.batch.withdrawn", batch, {}, at)
    transaction.on_commit(lambda: _tidy(batch))
    return batch


def _tidy(batch: Batch) -> None:
    """A closed import needs neither its plan nor its bytes: personal data is kept no longer than its purpose."""
    storing.forget_plan(batch.pk)
    drop_unused(file["digest"] for file in batch.files)


def drop_unused(digests: Iterable[str]) -> None:
    """Remove kept bytes that no open import needs."""
    needed = {file["digest"] for one in Batch.objects.filter(state__in=states.OPEN) for file in one.files}
    for digest in set(digests) - needed:
        storing.drop(digest)


def _batch(actor: Actor, batch_id: int) -> Batch:
    batch = Batch.objects.select_related("organisation").select_for_update(of=("self",)).filter(pk=batch_id).first()
    if batch is None:
        raise errors.not_here()
    access.require(actor, kinds.WRITE, path=batch.organisation.path)
    return batch


def _locked(actor: Actor, batch_id: int, *wanted: str) -> Batch:
    batch = _batch(actor, batch_id)
    if batch.state not in wanted:
        raise errors.moved_on(str(batch.get_state_display()))
    return batch


def _record(actor: Actor, verb: str, batch: Batch, facts: Mapping[str, str | int], at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("intake.batch", batch.pk), facts=facts, at=at)
