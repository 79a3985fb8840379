"""An upload read from first to last row as a dry run; and what the dry run set down, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from dandang.foundation.ground.identity_number import mask
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.guard.problems import Place, Problem
from dandang.interchange.intake import errors, matching, planning, queries, reading, rules, storing
from dandang.interchange.intake.actions import founding
from dandang.interchange.intake.models import Batch, Change, Finding
from dandang.interchange.intake.records import Judged
from dandang.interchange.tables import TableRow
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people import actions as people
from dandang.registry.people.kinds import WRITE as WRITE_FILES

KEPT_FINDINGS = 5_000
KEPT_CHANGES = 10_001  # of each kind: lists end at 10,000 rows and say so
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
    new_units: list[TableRow] = field(default_factory=list)

    @property
    def root(self) -> str:
        """One digest for every row that would be written."""
        return rules.merkle_root(self.leaves)

    def add_hints(self, hints: Sequence[Problem]) -> None:
        """Count all, keep the first."""
        self.hint_count += len(hints)
        self.hints += hints[: max(0, KEPT_FINDINGS - len(self.hints))]


def dry_run(actor: Actor, batch: Batch, *, on: date) -> Result:
    """Judge every row and set down, row by row, what would be written. Nothing goes into the register."""
    result = Result()
    source = reading.open_source(batch.kind, queries.input_files(batch), mapping=batch.mapping, encoding=batch.encoding)
    storing.note_progress(batch.pk, "CHECK", 0, source.expected)
    if missing := reading.columns_missing(source):
        result.errors.append(missing)
        return result
    drafts = matching.chunks(source.people())
    hand = next(drafts, [])
    matcher = matching.Matcher(actor, batch.organisation_id, on)
    founding.promise_units(actor, batch.organisation_id, source.units, matcher, result)
    with storing.write_plan(batch.pk) as write:
        write(planning.units_line([row.values for row in result.new_units]))
        while hand:
            for one in matcher.match(hand):
                _take(result, one, write)
            hand = next(drafts, [])
            storing.note_progress(batch.pk, "CHECK", result.people, source.expected)
    result.errors += source.problems
    result.add_hints(source.hints)
    if not result.people and not result.errors:
        place = Place(batch.files[0]["name"])
        result.errors.append(Problem(place, "", "文件里没有人员", "检查数据是否在标题行下面，再上传"))
    result.rows_read = getattr(source, "rows", 0) or result.people
    return result


def write(actor: Actor, batch: Batch, *, at: datetime) -> None:
    """Write what the check set down, slice by slice, inside the caller's transaction.

    Refuses when the register has changed since: somebody's file, a number, a unit; or when what was set down is not
    what was checked.
    """
    lines = storing.read_plan(batch.pk)
    founded = founding.found_units(actor, batch.organisation_id, planning.units_of(next(lines, "[]")), at=at)
    leaves: list[str] = []
    done = 0
    while hand := list(islice(lines, WRITE_SLICE)):
        leaves += [planning.leaf_of(line) for line in hand]
        plans = [planning.plan_of(line) for line in hand]
        _refuse_changed(actor, plans)
        inputs = [planning.input_of(plan, founded) for plan in plans]
        try:
            people.save_people(actor=actor, inputs=inputs, source=ref("intake.batch", batch.pk), at=at)
        except Refusal as refused:
            raise errors.changed_since("有的号码已登记给别人，或者机构有变动") from refused
        done += len(hand)
        storing.note_progress(batch.pk, "APPLY", done, batch.created + batch.updated)
    if rules.merkle_root(leaves) != batch.root:
        raise errors.changed_since("核对时记下的内容已不完整")


def _refuse_changed(actor: Actor, plans: Sequence[planning.Plan]) -> None:
    """Every file to be changed must still be at the version the check saw."""
    wanted = {plan.person_id: plan.version for plan in plans if plan.person_id is not None}
    seen = access.visible_people(actor, WRITE_FILES)
    for start in range(0, len(wanted), 800):
        hand = list(wanted)[start : start + 800]
        now = dict(seen.filter(pk__in=hand).values_list("pk", "version"))
        changed = [pk for pk in hand if now.get(pk) != wanted[pk]]
        if changed:
            raise errors.changed_since(f"有 {len(changed)} 人的档案已被修改")


def _take(result: Result, one: Judged, write: Callable[[str], None]) -> None:
    result.people += 1
    result.errors += one.problems
    result.add_hints(one.hints)
    if one.problems or one.draft.spoiled:
        return
    result.counts[one.kind] += 1
    if one.kind == "SAME":
        return
    line = planning.line_of(one)
    result.leaves.append(planning.leaf_of(line))
    write(line)
    if result.counts[one.kind] <= KEPT_CHANGES:
        result.changes.append(_change(one, result.people))


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
    """Store the counts, findings and changes of a dry run with its batch."""
    batch.rows_read, batch.people = result.rows_read, result.people
    batch.created, batch.updated = result.counts["CREATE"], result.counts["UPDATE"]
    batch.root = result.root
    batch.unchanged, batch.errors, batch.hints = result.counts["SAME"], len(result.errors), result.hint_count
    batch.save()
    Finding.objects.filter(batch=batch).delete()
    findings = [*_findings(batch, "ERROR", result.errors[:KEPT_FINDINGS]), *_findings(batch, "HINT", result.hints)]
    Finding.objects.bulk_create(findings, batch_size=500)
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
