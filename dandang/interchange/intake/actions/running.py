"""One reading of an upload from first to last row: as a dry run, or writing. Both judge alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from dandang.foundation.ground.identity_number import mask
from dandang.foundation.ground.refs import ref
from dandang.interchange.intake import matching, reading, rules, storing
from dandang.interchange.intake.actions import founding
from dandang.interchange.intake.models import Batch, Change, Finding
from dandang.interchange.intake.reading import InputFile
from dandang.interchange.intake.records import Judged
from dandang.interchange.problems import FileRefused, Place, Problem
from dandang.registry.access.records import Actor
from dandang.registry.people import actions as people
from dandang.registry.people.records import FileInput

KEPT_FINDINGS = 5_000
WRITE_SLICE = 4_000


@dataclass(slots=True)
class Result:
    """What a run found: counts, findings (kept up to a bound, counted wholly), changes, digests of the rows."""

    rows_read: int = 0
    people: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"CREATE": 0, "UPDATE": 0, "SAME": 0})
    errors: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    hint_count: int = 0
    changes: list[Change] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)

    @property
    def root(self) -> str:
        """One digest for every row written."""
        return rules.merkle_root(self.leaves)

    def add_hints(self, hints: Sequence[Problem]) -> None:
        """Count all, keep the first."""
        self.hint_count += len(hints)
        self.hints += hints[: max(0, KEPT_FINDINGS - len(self.hints))]


def input_files(batch: Batch) -> list[InputFile]:
    """The kept files of an import. Refuses when one is no longer in the data folder."""
    try:
        return [InputFile(file["name"], storing.read(file["digest"])) for file in batch.files]
    except FileNotFoundError:
        raise FileRefused("上传的文件已不在服务器上", "重新上传这个文件") from None


def dry_run(actor: Actor, batch: Batch, *, on: date) -> Result:
    """Judge every row; write nothing into the register."""
    return _run(actor, batch, "CHECK", on, _keep_nothing)


def write(actor: Actor, batch: Batch, *, at: datetime) -> Result:
    """Judge every row again and write the changed ones, slice by slice, inside the caller's transaction."""
    source = ref("intake.batch", batch.pk)
    waiting: list[FileInput] = []

    def keep(judged: Sequence[Judged], is_last: bool) -> None:
        waiting.extend(FileInput(one.fields, one.sections, one.person_id) for one in judged if one.kind != "SAME")
        if waiting and (is_last or len(waiting) >= WRITE_SLICE):
            people.save_people(actor=actor, inputs=waiting, source=source, at=at)
            waiting.clear()

    return _run(actor, batch, "APPLY", timezone.localdate(at), keep, at=at)


def _keep_nothing(judged: Sequence[Judged], is_last: bool) -> None:
    """A dry run keeps no rows."""


def _run(
    actor: Actor,
    batch: Batch,
    stage: str,
    on: date,
    keep: Callable[[Sequence[Judged], bool], None],
    *,
    at: datetime | None = None,
) -> Result:
    result = Result()
    source = reading.open_source(batch.kind, input_files(batch), mapping=batch.mapping, encoding=batch.encoding)
    storing.note_progress(batch.pk, stage, 0, batch.people)
    drafts = matching.chunks(source.people())
    hand = next(drafts, [])
    matcher = matching.Matcher(actor, batch.organisation_id, on)
    founding.units_of_file(actor, batch.organisation_id, source.units, matcher, result, at=at)
    while hand:
        judged = matcher.match(hand)
        for one in judged:
            _take(result, one, is_draft=stage == "CHECK")
        following = next(drafts, [])
        _close(result, source, is_last=not following)
        if not result.errors:
            keep(judged, not following)
        elif stage == "APPLY":
            break
        storing.note_progress(batch.pk, stage, result.people, batch.people)
        hand = following
    if not result.people:
        _close(result, source, is_last=True)
        if not result.errors:
            place = Place(batch.files[0]["name"])
            result.errors.append(Problem(place, "", "文件里没有人员", "检查数据是否在标题行下面，再上传"))
    result.rows_read = getattr(source, "rows", 0) or result.people
    return result


def _close(result: Result, source: reading.Source, *, is_last: bool) -> None:
    """Problems of the reader are complete when it has ended; those of rows belong before the next row is kept."""
    result.errors += source.problems
    result.add_hints(source.hints)
    source.problems.clear()
    source.hints.clear()


def _take(result: Result, one: Judged, *, is_draft: bool) -> None:
    result.people += 1
    result.errors += one.problems
    result.add_hints(one.hints)
    if one.problems:
        return
    result.counts[one.kind] += 1
    if one.kind == "SAME":
        return
    result.leaves.append(rules.leaf_of(one))
    if is_draft:
        result.changes.append(_change(one, len(result.changes)))


def _change(one: Judged, position: int) -> Change:
    draft = one.draft
    number = one.fields.get("identity_number", "") or draft.identity_number
    return Change(
        position=position,
        kind=one.kind,
        person_ref=ref("people.person", one.person_id) if one.person_id else "",
        name=draft.name[:40],
        masked_number=mask(number)[:18],
        unit_name=one.unit_name[:120],
        place=reading.place_text(draft.place)[:200],
        differences=[list(difference) for difference in one.differences],
    )


def keep_result(batch: Batch, result: Result) -> None:
    """Store the counts and findings of a run with its batch; a dry run also its changes."""
    batch.rows_read, batch.people = result.rows_read, result.people
    batch.created, batch.updated = result.counts["CREATE"], result.counts["UPDATE"]
    batch.unchanged, batch.errors, batch.hints = result.counts["SAME"], len(result.errors), result.hint_count
    batch.save()
    Finding.objects.filter(batch=batch).delete()
    findings = [*_findings(batch, "ERROR", result.errors[:KEPT_FINDINGS]), *_findings(batch, "HINT", result.hints)]
    Finding.objects.bulk_create(findings, batch_size=500)
    if result.changes:
        Change.objects.filter(batch=batch).delete()
        for change in result.changes:
            change.batch = batch
        Change.objects.bulk_create(result.changes, batch_size=500)


def _findings(batch: Batch, weight: str, problems: Sequence[Problem]) -> list[Finding]:
    return [
        Finding(
            batch=batch,
            weight=weight,
            position=position,
            file=problem.place.file[:200],
            sheet=problem.place.sheet[:120],
            row=problem.place.row,
            column=problem.place.column[:120],
            letter=problem.place.letter[:3],
            value=problem.value[:500].replace("\x00", "□"),
            reason=problem.reason,
            mend=problem.mend,
        )
        for position, problem in enumerate(problems)
    ]
