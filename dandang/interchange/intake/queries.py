"""Every read of the room: the list of imports, one import with its findings and changes, export requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.text import decode
from dandang.interchange.intake import errors, kinds, reading, states, storing
from dandang.interchange.intake.models import Batch, Change, ExportRequest, Finding
from dandang.interchange.intake.reading import InputFile
from dandang.interchange.intake.records import ColumnChoice, ColumnsPage, ProblemGroup, Progress
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import next_path
from dandang.registry.organisations.records import Choice
from dandang.registry.people import queries as people
from dandang.registry.people.kinds import EXPORT as TAKE_FILES
from dandang.registry.people.kinds import WRITE as WRITE_FILES


def batches(actor: Actor) -> QuerySet[Batch]:
    """Return the imports into the actor's branches, newest first."""
    access.require(actor, kinds.READ)
    seen = access.in_scopes(actor, kinds.READ, "organisation__path")
    return Batch.objects.filter(seen).select_related("organisation")


def batch(actor: Actor, batch_id: int) -> Batch:
    """Return one import; NotHere outside the actor's branches."""
    found = Batch.objects.select_related("organisation").filter(pk=batch_id).first()
    if found is None:
        raise errors.not_here()
    access.require(actor, kinds.READ, path=found.organisation.path)
    return found


def findings(batch: Batch, weight: str) -> QuerySet[Finding]:
    """Return the errors or hints of an import in the order of the file."""
    return Finding.objects.filter(batch=batch, weight=weight).order_by("position")


def changes(batch: Batch) -> QuerySet[Change]:
    """Return the people an import changes, then those it creates, in the order of the file."""
    return Change.objects.filter(batch=batch).order_by("-kind", "position")


def problems(batch: Batch) -> list[Problem]:
    """Return the errors of an import as the format packages speak of them."""
    return [as_problem(finding) for finding in findings(batch, Finding.Weight.ERROR)]


def as_problem(finding: Finding) -> Problem:
    """Return the problem a stored finding tells of."""
    place = Place(finding.file, finding.sheet, finding.row, finding.column, finding.letter)
    return Problem(place, finding.value, finding.reason, finding.mend)


def problem_groups(batch: Batch) -> list[ProblemGroup]:
    """Return the errors in one line a sheet: how many, in which columns, and the first of them."""
    groups: dict[str, list[tuple[int, str]]] = {}
    rows = findings(batch, Finding.Weight.ERROR).values_list("position", "sheet", "file", "column")
    for position, sheet, file, column in rows:
        groups.setdefault(sheet or file, []).append((position, column))
    return [
        ProblemGroup(sheet, len(found), "、".join(dict.fromkeys(c for _, c in found if c)), found[0][0])
        for sheet, found in groups.items()
    ]


def progress(batch: Batch) -> Progress | None:
    """Return how far a running check or write is; None when nothing runs."""
    return storing.progress_of(batch.pk)


def input_files(batch: Batch) -> list[InputFile]:
    """The kept files of an import. Refuses when one is no longer in the data folder."""
    try:
        return [InputFile(file["name"], storing.read(file["digest"])) for file in batch.files]
    except FileNotFoundError:
        raise FileRefused("上传的文件已不在服务器上", "重新上传这个文件") from None


def columns_page(batch: Batch, *, encoding: str = "") -> ColumnsPage:
    """Return what the mapping page shows for a roster. Refuses a file that is no longer there."""
    file = input_files(batch)[0]
    roster = reading.roster_of(batch.kind, file, encoding=encoding or batch.encoding)
    chosen = batch.mapping
    columns = tuple(
        ColumnChoice(c.letter, c.heading, chosen.get(c.letter, ""), c.is_certain, c.samples) for c in roster.columns
    )
    if batch.kind != Batch.Kind.TEXT:
        return ColumnsPage(columns, roster.head_row, roster.sheet)
    decoded = decode(file.data, prefer=encoding or batch.encoding)
    return ColumnsPage(columns, roster.head_row, "", decoded.encoding, decoded.is_certain, decoded.sample)


def batch_names(ids: Sequence[int]) -> dict[str, str]:
    """Return the titles of imports, by id as text."""
    return {str(pk): title for pk, title in Batch.objects.filter(pk__in=ids).values_list("pk", "title")}


def units_to_import_into(actor: Actor, at: datetime) -> list[Choice]:
    """Return the units a new person may be put into, in the order of the tree."""
    return organisations.subtree_choices(within=access.scopes(actor, WRITE_FILES), on=at.date())


# Exports ---------------------------------------------------------------------------------------------------------


def export_requests(actor: Actor) -> QuerySet[ExportRequest]:
    """Return the requests of the actor and those over his branches, newest first."""
    access.require(actor, kinds.EXPORT)
    seen = access.in_scopes(actor, kinds.APPROVE, "organisation__path") | Q(asked_by=actor.account_id or 0)
    return ExportRequest.objects.filter(seen).select_related("organisation")


def export_request(actor: Actor, request_id: int) -> ExportRequest:
    """Return one request; NotHere unless the actor asked or may answer it."""
    found = export_requests(actor).filter(pk=request_id).first()
    if found is None:
        raise errors.not_here()
    return found


def request_names(ids: Sequence[int]) -> dict[str, str]:
    """Return what requests are called, by id as text."""
    found = ExportRequest.objects.filter(pk__in=ids)
    return {str(one.pk): f"导出申请 {one.pk}（{one.people} 人）" for one in found}


def needs_consent(people: int) -> bool:
    """Return whether taking so many people's files out needs a second person (SPEC PL-10)."""
    return people > settings.MAX_EXPORT_PEOPLE


def may_answer(actor: Actor, request: ExportRequest) -> bool:
    """Return whether the actor may answer the request: with the right, and not the one who asked."""
    return (
        request.state == states.ASKED
        and actor.account_id != request.asked_by
        and access.may(actor, kinds.APPROVE, path=request.organisation.path)
    )


def is_valid(request: ExportRequest, at: datetime) -> bool:
    """Return whether an approved request may still be used."""
    if request.state != states.APPROVED or request.answered_at is None:
        return False
    return at <= request.answered_at + timedelta(days=kinds.EXPORT_VALID_DAYS)


def people_to_export(actor: Actor, organisation_id: int) -> list[int]:
    """Return whom of a unit and everything below it the actor may take out, in roster order."""
    unit = organisations.get(organisation_id)
    access.require(actor, kinds.EXPORT, path=unit.path)
    seen = access.visible_people(actor, TAKE_FILES).filter(
        home_path__gte=unit.path, home_path__lt=next_path(unit.path), state=people.Person.State.SERVING
    )
    return list(seen.order_by("home_path", "team_order", "name_key", "id").values_list("pk", flat=True))
