"""Which drafts does somebody see, what is wrong with one, and what would it change? The half of `queries` on drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.law.policies import draft_bodies, draft_checks, draft_words, errors, models, packfiles, shelf
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.draft_checks import DraftFault, Tried
from dandang.law.policies.records import Value
from dandang.law.policies.schema import Pack
from dandang.law.policies.states import MAY_BE_WRITTEN, DraftState
from dandang.registry.access import queries as access
from dandang.registry.access.errors import not_your_branch
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation

WRITE, APPROVE = "policies.draft.write", "policies.draft.approve"


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """A region and its own node in the tree of units."""

    organisation_id: int
    region: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing a draft says otherwise than the edition it replaces; `before` empty when it is new."""

    section: str
    name: str
    before: str
    after: str


def region_places(actor: Actor) -> list[RegionPlace]:
    """Return the regions for which the actor may write editions: those whose node lies in his branch."""
    inside = access.in_scopes(actor, WRITE, "path")
    rows = Organisation.objects.filter(inside, kind=Organisation.Kind.REGION, closed_on=None).order_by("path")
    return [RegionPlace(row.pk, row.region, row.name, row.path) for row in rows]


def region_place(actor: Actor, organisation_id: int) -> RegionPlace:
    """Return one of them. Raises NotHere for a region outside the actor's branch, NotAllowed without the right."""
    access.require(actor, WRITE)
    found = next((one for one in region_places(actor) if one.organisation_id == organisation_id), None)
    if found is None:
        raise not_your_branch()
    return found


def drafts(actor: Actor) -> QuerySet[models.Draft]:
    """Return the drafts of the regions in the actor's branch, the newest first."""
    column = "organisation__path"
    inside = access.in_scopes(actor, WRITE, column) | access.in_scopes(actor, APPROVE, column)
    return models.Draft.objects.filter(inside).select_related(
        "organisation", "copied_from__document", "edition__document"
    )


def edition_named(name: str) -> models.Edition:
    """Return an edition by its name, document@first day. Raises NotHere."""
    key, _at, first = name.partition("@")
    rows = models.Edition.objects.select_related("document").filter(document__key=key)
    found = next((one for one in rows if one.starts_on.isoformat() == first), None)
    if found is None:
        raise errors.no_such_edition()
    return found


def value_of(edition: str, key: str) -> Value:
    """Return what an edition, by its name, says about a key. Raises NotHere where it says nothing."""
    found = next((one for one in shelf.current().values.get(key, ()) if one.edition == edition), None)
    if found is None:
        raise errors.no_such_value()
    return found


def own_edition(places: Sequence[RegionPlace], *, on: date) -> models.Edition | None:
    """Return the newest edition that the first of the regions made itself, to go on from; none without one."""
    rows = models.Edition.objects.select_related("document").exclude(document__level="PRODUCT")
    own = rows.filter(document__region=places[0].region if places else "", starts_on__lte=on)
    return own.order_by("-starts_on", "-pk").first()


def own_documents(places: Sequence[RegionPlace]) -> list[models.Document]:
    """Return the documents the regions made themselves, which a draft may go on with."""
    rows = models.Document.objects.exclude(level="PRODUCT").filter(region__in=[one.region for one in places])
    return list(rows.order_by("title"))


def own_edition_numbered(number: str, places: Sequence[RegionPlace]) -> models.Edition | None:
    """Return the edition with a number if one of the regions made it itself; none for any other."""
    rows = models.Edition.objects.select_related("document").exclude(document__level="PRODUCT")
    regions = [one.region for one in places]
    return rows.filter(pk=int(number), document__region__in=regions).first() if number.isdecimal() else None


def may_see(actor: Actor) -> bool:
    """Whether the actor writes or approves drafts anywhere."""
    return access.may(actor, WRITE) or access.may(actor, APPROVE)


def draft(actor: Actor, draft_id: int) -> models.Draft:
    """Return a draft of the actor's branch. Raises NotHere."""
    found = drafts(actor).filter(pk=draft_id).first()
    if found is None:
        raise errors.no_such_draft()
    return found


def entry_mark(actor: Actor, draft_id: int, section: str, place: int | None = None) -> str:
    """This function will return the mark of an entry as it stands, which `save_entry` asks for; 404 as `draft`."""
    found = draft(actor, draft_id)
    return draft_bodies.digest(draft_bodies.entry(found.body, found.examples, section, place))


def may_write(actor: Actor, of: models.Draft) -> bool:
    """Whether the actor may change the draft now."""
    return of.state in MAY_BE_WRITTEN and access.may(actor, WRITE, path=of.organisation.path)


def may_approve(actor: Actor, of: models.Draft) -> bool:
    """Whether the actor may approve or return the draft now; whoever wrote in it may not."""
    return (
        of.state == DraftState.SUBMITTED
        and access.may(actor, APPROVE, path=of.organisation.path)
        and not has_written(actor, of)
    )


def has_written(actor: Actor, of: models.Draft) -> bool:
    """Whether this person, or this account, began, changed or handed in the draft."""
    account = audit.actor_ref(actor)
    mine = Q(changed_by=account) | Q(writer_id=actor.person_id)
    return account in {of.drafted_by, of.submitted_by} or of.changes.filter(mine).exists()


def last_change(of: models.Draft) -> str:
    """Return who changed the draft last and what."""
    change = of.changes.select_related("writer").first()
    return f"{change.writer.name}，{draft_bodies.SECTIONS[change.section]}：{change.what}" if change else ""


def changes(of: models.Draft) -> list[models.DraftChange]:
    """Return the changes of a draft, the newest first."""
    return list(of.changes.select_related("writer"))


def other_packs() -> list[Pack]:
    """Return everything on the shelf as packs."""
    return [Pack.model_validate(row.body, strict=False) for row in models.Edition.objects.select_related("document")]


def faults_of(of: models.Draft, *, today: date) -> list[DraftFault]:
    """Return everything that keeps the draft from being loaded, in the words of the editor's pages."""
    if of.state == DraftState.APPROVED:
        return []
    found = draft_checks.faults(of.body, other_packs(), shelf.catalogue(), shelf.fact_catalogue(), today=today)
    words = draft_words.Words(of.body)
    return [words.fault(one) for one in found]


def tried(of: models.Draft) -> list[Tried]:
    """Run the draft's examples; empty as long as the draft cannot be read as a whole."""
    return outcome_of(of.body, of.examples)


def can_be_read(of: models.Draft) -> bool:
    """Whether the draft is whole enough for its examples to be run."""
    return draft_checks.read(of.body)[0] is not None


def outcome_of(body: Mapping[str, Any], examples: Sequence[Entry]) -> list[Tried]:
    """Run examples through the table of a body; empty as long as it cannot be read as a whole."""
    pack, _faults = draft_checks.read(body)
    return draft_checks.tried(pack, examples, shelf.fact_catalogue()) if pack is not None else []


def examples_of(edition: models.Edition, *, acted_on: str) -> list[Entry]:
    """Return the made-up cases that belong to an edition, moved to a day: of its draft, or beside its file."""
    draft = models.Draft.objects.filter(edition=edition).first()
    if draft is not None:
        return [one | {"acted_on": acted_on} for one in draft.examples]
    return [
        {"why": one.why, "facts": one.facts, "acted_on": acted_on, "expect_advice": one.expect_advice}
        for one in packfiles.rule_examples(settings.PACKS_DIR, edition.document.key)
        if one.subject == draft_bodies.SUBJECT
    ]


def failed_examples(of: models.Draft) -> list[DraftFault]:
    """Return the examples that come out otherwise than expected, as faults."""
    return [
        DraftFault(
            "examples", place, one.why, _("示例说“%(said)s”，算出来是“%(got)s”") % {
                "said": draft_words.advice_words(one.expected), "got": draft_words.advice_words(one.got)},
            one.problem or _("请看下面“为什么”，核对是示例写错了，还是条件写错了"),
        )
        for place, one in enumerate(tried(of)) if not one.is_as_expected
    ]  # fmt: skip


# What would it change? -------------------------------------------------------------------------------------------


def replaced(of: models.Draft) -> models.Edition | None:
    """Return the edition whose place the draft takes: of its own document, else the one it was copied from."""
    supersedes = of.body["edition"].get("supersedes")
    found = models.Edition.objects.select_related("document")
    own = found.filter(document__key=of.document_key, starts_on=supersedes).first() if supersedes else None
    return own or of.copied_from


def differences(of: models.Draft) -> list[Difference]:
    """Return what the draft says otherwise than the edition it replaces, section by section."""
    before = replaced(of)
    old = before.body if before is not None else {"document": {"key": ""}, "edition": {}}
    readers = draft_words.Words(old), draft_words.Words(of.body)
    return [
        one
        for section in draft_bodies.SECTIONS
        if section != "examples"
        for one in _section_differences(section, *readers)
    ]


def _section_differences(section: str, old: draft_words.Words, new: draft_words.Words) -> list[Difference]:
    was, now = _named(old.body, section), _named(new.body, section)
    names = [*now, *(name for name in was if name not in now)]
    return [
        Difference(
            section,
            new.name_of(section, now.get(name) or was[name]),
            old.told(section, was.get(name)),
            new.told(section, now.get(name)),
        )
        for name in names
        if was.get(name) != now.get(name)
    ]


def _named(body: Any, section: str) -> dict[str, Entry]:
    if section == "document" and not body["document"].get("title"):
        return {}
    entries = draft_bodies.entries(body, [], section)
    if section in draft_bodies.SINGLE:
        return {draft_bodies.SECTIONS[section]: entries[0]} if entries[0] else {}
    name = {"values": "key", "questions": "key", "stages": "code", "outcomes": "code", "openers": "who",
            "sides": "side"}.get(section, "id")  # fmt: skip
    return {str(one.get(name, place)): one for place, one in enumerate(entries)}
