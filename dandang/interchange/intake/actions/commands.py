"""The doors of the command line: import files, export forms. The same actions as the pages, the same refusals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from dandang.foundation.ground.refusal import BadInput, Refusal
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.interchange.intake import errors, kinds, making, queries, reading, states, storing
from dandang.interchange.intake.actions import batches, exports
from dandang.interchange.intake.models import Batch, ExportRequest, Finding
from dandang.interchange.intake.reading import InputFile
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.people.kinds import EXPORT as TAKE_FILES

Answer = dict[str, Any]
_NOTHING_DONE = {"created": 0, "updated": 0, "unchanged": 0}


class _Undone(Exception):
    """Carries the answer out of a transaction that must leave nothing behind."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def import_files(
    *, actor: Actor, paths: Sequence[Path], dry_run: bool, organisation_id: int | None = None, at: datetime
) -> Answer:
    """This function will check the files and, unless `dry_run`, write them: all of them or none.

    Returns people, created, updated, unchanged, warnings and errors (SPEC §12); whatever cannot be taken is among the
    errors, and then nothing is written. A dry run leaves no rows behind.
    """
    answer: Answer = {"people": 0, "created": 0, "updated": 0, "unchanged": 0, "warnings": [], "errors": []}
    plans: list[int] = []
    try:
        with transaction.atomic():
            for group in _groups(paths):
                plans.append(_take(actor, group, organisation_id or _home(actor), answer, dry_run=dry_run, at=at))
            if dry_run or answer["errors"]:
                raise _Undone(answer)
    except _Undone as undone:
        for batch_id in plans:
            storing.forget_plan(batch_id)
        batches.drop_unused(storing.digest_of(path.read_bytes()) for path in paths)
        return undone.answer if dry_run else {**undone.answer, **_NOTHING_DONE}
    except FileRefused as refused:
        return _nothing(answer, refused.problem)
    except (Refusal, OSError) as refused:
        sentence = refused.sentence if isinstance(refused, Refusal) else f"读不了文件：{refused.strerror}"
        return _nothing(answer, Problem(Place(), "", sentence, "按上面的说明改正后再试"))
    return answer


def _nothing(answer: Answer, problem: Problem) -> Answer:
    return {**answer, **_NOTHING_DONE, "errors": [*answer["errors"], problem.as_dict()]}


def _groups(paths: Sequence[Path]) -> list[list[InputFile]]:
    """Forms go together as one import; every sheet is an import of its own."""
    files = [InputFile(path.name, path.read_bytes()) for path in paths]
    pictures = [file for file in files if file.name.lower().endswith(".pic")]
    rest = [file for file in files if file not in pictures]
    kinds_of = {id(file): reading.kind_of_files([file]) for file in rest}
    forms = [file for file in rest if kinds_of[id(file)] == reading.FORMS]
    groups = [[file] for file in rest if kinds_of[id(file)] != reading.FORMS]
    return [*groups, *([[*forms, *pictures]] if forms else [])]


def _home(actor: Actor) -> int:
    """The unit of the acting account, or the top of its branches."""
    if actor.organisation_id is not None:
        return actor.organisation_id
    tops = organisations.by_paths(access.scopes(actor, kinds.WRITE))
    if not tops:
        raise errors.no_unit()
    return next(iter(tops.values())).pk


def _take(
    actor: Actor, files: Sequence[InputFile], organisation_id: int, answer: Answer, *, dry_run: bool, at: datetime
) -> int:
    """Check one import and write it when it passed; add what came of it to the answer and return its number."""
    try:
        batch = batches.upload(actor=actor, files=files, organisation_id=organisation_id, at=at)
    except errors.Duplicate as same:
        batch = Batch.objects.get(pk=same.batch_id)
    batch = batches.check_batch(actor=actor, batch_id=batch.pk, at=at)
    if not dry_run and not batch.errors and batch.created + batch.updated:
        batch = batches.apply_batch(actor=actor, batch_id=batch.pk, at=at)
    elif not dry_run and not batch.errors:
        batch = batches.withdraw(actor=actor, batch_id=batch.pk, at=at)
    for name in ("people", "created", "updated", "unchanged"):
        answer[name] += getattr(batch, name)
    for finding in Finding.objects.filter(batch=batch).order_by("weight", "position"):
        answer["errors" if finding.weight == "ERROR" else "warnings"].append(queries.as_problem(finding).as_dict())
    return batch.pk


def export_lrmx(
    *, actor: Actor, person_keys: Sequence[str], out: Path, request_id: int | None = None, at: datetime
) -> Answer:
    """This function will write one .lrmx a person into a folder; keys are identity numbers or person numbers.

    Refuses keys of nobody in the actor's branches, and more than the free number without an approved request.
    Returns people and files.
    """
    ids = _ids_of(actor, person_keys)
    if request_id is not None and not person_keys:
        request = ExportRequest.objects.filter(pk=request_id, state=states.APPROVED).first()
        ids = request.person_ids if request else []
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out.name} 不是文件夹。请用 --out 指定一个文件夹。", code="not_a_folder")
    made = exports.export_people(actor=actor, kind=making.LRMX, person_ids=ids, request_id=request_id, at=at)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in making.unpacked(made):
        (out / name).write_bytes(data)
        written.append(str(out / name))
    return {"people": len(ids), "files": written}


def _ids_of(actor: Actor, keys: Sequence[str]) -> list[int]:
    seen = access.visible_people(actor, TAKE_FILES)
    wanted = [key.strip().upper() for key in keys if key.strip()]
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 400):
        hand = wanted[start : start + 400]
        found |= dict(seen.filter(identity_number__in=hand).values_list("identity_number", "pk"))
        found |= dict(seen.filter(number__in=hand).values_list("number", "pk"))
    unknown = [key for key in wanted if key not in found]
    if unknown:
        raise errors.unknown_people("、".join(unknown[:5]) + (" 等" if len(unknown) > 5 else ""))
    return [found[key] for key in wanted]
