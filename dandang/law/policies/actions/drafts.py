"""A region writes its own edition in the browser: start, change, submit, return, approve, drop (SPEC LW-07)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.ui.languages import chinese
from dandang.law.policies import draft_bodies, draft_checks, draft_queries, draft_words, errors, kinds, models, schema
from dandang.law.policies.actions.packs import load_draft
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.states import MAY_BE_WRITTEN, DraftState
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

WRITE, APPROVE = draft_queries.WRITE, draft_queries.APPROVE


@transaction.atomic
def start_draft(
    *,
    actor: Actor,
    organisation_id: int,
    key: str = "",
    title: str,
    short: str,
    issuer: str,
    in_force_from: date,
    copied_from: int | None = None,
    value_key: str = "",
    value_of: str = "",
    at: datetime,
) -> int:
    """This function will begin a region's own edition, empty or as a copy of an edition there is, and return its id.

    A copy keeps clauses, values, table and procedure with their sources, and the examples that hold for it. `key` is
    a document of the region that the draft goes on with, superseding its edition in force, whatever it is copied
    from; without one, a copy of the region's own edition goes on with that, and any other begins a document.
    `value_key` and `value_of` (an edition's name) put one value of another edition into it, with a note from where.
    Refuses a document that another region owns or that is already being drafted, a value that edition does not give,
    and a region outside the actor's branch (404).
    """
    place = draft_queries.region_place(actor, organisation_id)
    writer = _person(actor)
    source = models.Edition.objects.select_related("document").filter(pk=copied_from or 0).first()
    if copied_from is not None and source is None:
        raise errors.no_such_edition()
    key = key or _key_of(source, place.region, in_force_from)
    _refuse_key(key, place.region)
    document = {
        "key": key, "title": title, "short": short, "issuer": issuer, "number": "", "region": place.region,
        "level": schema.level_of(place.region), "subject": "tolerance",
    }  # fmt: skip
    body = _going_on(draft_bodies.empty_body(document, in_force_from.isoformat()), in_force_from)
    examples: list[Entry] = []
    if source is not None:
        body, examples = _copied(source, body)
    if value_key:
        body = _with_value(body, value_key, value_of, timezone.localdate(at))
    draft = models.Draft.objects.create(
        organisation_id=place.organisation_id,
        region=place.region,
        document_key=key,
        title=title,
        copied_from=source,
        body=body,
        examples=examples,
        drafted_at=at,
        drafted_by=audit.actor_ref(actor),
    )
    _note(actor, draft, writer, "document", "开始起草", at)
    _record(actor, draft, "policies.draft.started", at, copied_from=source.name if source else "")
    return draft.pk


@transaction.atomic
def save_entry(
    *,
    actor: Actor,
    draft_id: int,
    section: str,
    place: int | None,
    entry: Entry | None,
    seen: str,
    at: datetime,
) -> None:
    """This function will put one entry of a section into a draft, change it, or take it out (`entry` none).

    `seen` is the mark of the entry as the form showed it; if somebody changed it since, DraftChanged is raised with
    what stands there now and nothing is written. Refuses a draft that waits for approval or is settled.
    """
    draft = _locked(actor, draft_id, WRITE)
    writer = _person(actor)
    if draft.state not in MAY_BE_WRITTEN:
        raise errors.draft_not_open(str(draft.get_state_display()))
    now = draft_bodies.entry(draft.body, draft.examples, section, place)
    if draft_bodies.digest(now) != seen:
        raise errors.DraftChanged(draft_queries.last_change(draft), now, draft_bodies.digest(now))
    if entry is not None and section == "document":
        entry = _fixed_document(draft, entry)
    draft.body, draft.examples = draft_bodies.with_entry(draft.body, draft.examples, section, place, entry)
    draft.version += 1
    draft.title = draft.body["document"].get("title") or draft.title
    draft.save(update_fields=["body", "examples", "version", "title"])
    with chinese():
        what = draft_words.Words(draft.body).name_of(section, entry or now or {})
    _note(actor, draft, writer, section, f"删去：{what}" if entry is None else what, at)
    _record(actor, draft, "policies.draft.changed", at, section=section, version=draft.version)


@transaction.atomic
def submit_draft(*, actor: Actor, draft_id: int, version: int, at: datetime) -> None:
    """This function will hand a draft to the leaders for approval. Refuses one with faults (BadDraft lists them)."""
    draft = _locked(actor, draft_id, WRITE)
    _person(actor)
    if draft.state not in MAY_BE_WRITTEN:
        raise errors.draft_not_open(str(draft.get_state_display()))
    _refuse_other_version(draft, version)
    _refuse_faults(draft, timezone.localdate(at))
    draft.state = DraftState.SUBMITTED
    draft.submitted_at, draft.submitted_by = at, audit.actor_ref(actor)
    draft.returned_at, draft.returned_by, draft.return_reason = None, "", ""
    draft.save()
    _record(actor, draft, "policies.draft.submitted", at, version=draft.version)
    _close(actor, draft, kinds.MEND_DUTY, at)
    for role in ("ORG_LEADER", "DISCIPLINE_LEADER"):
        _open(actor, draft, kinds.APPROVE_DUTY, at, role=role, organisation_id=draft.organisation_id)


@transaction.atomic
def return_draft(*, actor: Actor, draft_id: int, reason: str, at: datetime) -> None:
    """This function will give a submitted draft back to its writers with a reason."""
    draft = _locked(actor, draft_id, APPROVE)
    _person(actor)
    if draft.state != DraftState.SUBMITTED:
        raise errors.draft_not_waiting(str(draft.get_state_display()))
    if not reason.strip():
        raise BadInput(_("请写明退回的理由，起草的同志要照着改。"), field="reason")
    draft.state = DraftState.RETURNED
    draft.returned_at, draft.returned_by, draft.return_reason = at, audit.actor_ref(actor), reason.strip()
    draft.save()
    _record(actor, draft, "policies.draft.returned", at, reason=draft.return_reason)
    _close(actor, draft, kinds.APPROVE_DUTY, at)
    account = refs.parse(draft.drafted_by).key
    _open(actor, draft, kinds.MEND_DUTY, at, account_id=int(account))


@transaction.atomic
def approve_draft(*, actor: Actor, draft_id: int, version: int, at: datetime) -> int:
    """This function will approve a draft and load it as an edition that never changes, and return the edition's id.

    The approver is another natural person with another account than everybody who wrote in it. What runs keeps the
    rules it began under; the next case from the first day on runs under this edition. Basis: SPEC LW-07.
    """
    draft = _locked(actor, draft_id, APPROVE)
    approver = _person(actor)
    if draft.state != DraftState.SUBMITTED:
        raise errors.draft_not_waiting(str(draft.get_state_display()))
    _refuse_other_version(draft, version)
    if draft_queries.has_written(actor, draft):
        raise errors.own_draft()
    _refuse_faults(draft, timezone.localdate(at))
    pack, _faults = draft_checks.read(draft.body)
    assert pack is not None  # _refuse_faults has read it
    edition = load_draft(actor, pack, at)
    draft.state, draft.edition, draft.approver = DraftState.APPROVED, edition, approver
    draft.approved_at, draft.approved_by = at, audit.actor_ref(actor)
    draft.save()
    _record(actor, draft, "policies.draft.approved", at, edition=edition.name, digest=edition.digest)
    _close(actor, draft, kinds.APPROVE_DUTY, at)
    return edition.pk


@transaction.atomic
def drop_draft(*, actor: Actor, draft_id: int, reason: str, at: datetime) -> None:
    """This function will end a draft that nobody goes on with; it stays readable."""
    draft = _locked(actor, draft_id, WRITE)
    if draft.state not in MAY_BE_WRITTEN:
        raise errors.draft_not_open(str(draft.get_state_display()))
    if not reason.strip():
        raise BadInput(_("请写明为什么不再起草。"), field="reason")
    draft.state = DraftState.DROPPED
    draft.save(update_fields=["state"])
    _record(actor, draft, "policies.draft.dropped", at, reason=reason.strip())
    _close(actor, draft, kinds.MEND_DUTY, at)


def _copied(source: models.Edition, new: dict[str, Any]) -> tuple[dict[str, Any], list[Entry]]:
    body = dict(source.body) | {"document": new["document"], "edition": new["edition"]}
    examples = draft_queries.examples_of(source, acted_on=new["edition"]["in_force_from"])
    if source.document.key == new["document"]["key"]:
        body["document"] = source.body["document"] | {"title": new["document"]["title"]}
    else:
        body, examples = draft_bodies.questions_renamed(body, examples)
    return body, [one for one, found in zip(examples, draft_queries.outcome_of(body, examples), strict=False)
                  if found.is_as_expected]  # fmt: skip


def _going_on(body: dict[str, Any], first_day: date) -> dict[str, Any]:
    """A further edition of a document there is keeps what must not change and takes the place of the one in force."""
    said = body["document"]
    document = models.Document.objects.filter(key=said["key"]).first()
    if document is None:
        return body
    open_one = document.editions.filter(ends_on=None, starts_on__lt=first_day).order_by("-starts_on").first()
    replaced = {"supersedes": open_one.starts_on.isoformat()} if open_one is not None else {}
    return body | {
        "document": said | {"short": document.short, "subject": document.subject},
        "edition": body["edition"] | replaced,
    }


def _key_of(source: models.Edition | None, region: str, first_day: date) -> str:
    """A copy of the region's own edition goes on with its document; any other begins one, named after the region."""
    if source is not None and source.document.region == region and source.document.level != "PRODUCT":
        return str(source.document.key)
    known = models.Document.objects.values_list("key", flat=True)
    drafted = models.Draft.objects.values_list("document_key", flat=True)
    return draft_bodies.free_name(f"r{region}-{first_day.year}", {*known, *drafted})


def _with_value(body: dict[str, Any], key: str, edition: str, today: date) -> dict[str, Any]:
    source = draft_queries.edition_named(edition)
    value = draft_queries.value_of(edition, key)
    cited = f"参照{source.title} {value.clause_label or value.clause}，请改成本地区文件的条款"
    return draft_bodies.with_value_of(body, source.body, key, cited=cited, today=today.isoformat())


def _fixed_document(draft: models.Draft, entry: Entry) -> Entry:
    """The key and the region were settled when the draft was begun: rights and addresses hang on them."""
    return entry | {
        "key": draft.document_key, "region": draft.region, "level": schema.level_of(draft.region),
    }  # fmt: skip


def _refuse_key(key: str, region: str) -> None:
    owner = models.Document.objects.filter(key=key).first()
    if owner is not None and owner.region != region:
        raise BadInput(_("代码 %(key)s 已经是别的地区的文件。请换一个代码。") % {"key": key}, field="key")
    if models.Draft.objects.filter(document_key=key, state__in=[*MAY_BE_WRITTEN, DraftState.SUBMITTED]).exists():
        raise BadInput(_("这个文件已经有一份草稿在起草或者待批准。请到“本地区版本”里接着写。"), field="key")


def _refuse_other_version(draft: models.Draft, version: int) -> None:
    if draft.version != version:
        raise errors.draft_moved_on(draft_queries.last_change(draft))


def _refuse_faults(draft: models.Draft, today: date) -> None:
    found = draft_queries.faults_of(draft, today=today)
    found += [one for one in draft_queries.failed_examples(draft)]
    if found:
        raise errors.BadDraft(found)


def _locked(actor: Actor, draft_id: int, verb: str) -> models.Draft:
    found = models.Draft.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=draft_id)
    draft = found.first()
    if draft is None:
        raise errors.no_such_draft()
    access.require(actor, verb, path=draft.organisation.path)
    return draft


def _person(actor: Actor) -> Person:
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise errors.not_a_person()
    return person


def _note(actor: Actor, draft: models.Draft, writer: Person, section: str, what: str, at: datetime) -> None:
    models.DraftChange.objects.create(
        draft=draft, version=draft.version, section=section, what=what[:120], writer=writer, changed_at=at,
        changed_by=audit.actor_ref(actor),
    )  # fmt: skip


def _record(actor: Actor, draft: models.Draft, verb: str, at: datetime, *, reason: str = "", **facts: Any) -> None:
    audit.record(
        actor=actor, verb=verb, target=subject_of(draft), reason=reason,
        facts={"document": draft.document_key, "region": draft.region, **facts}, at=at,
    )  # fmt: skip


def subject_of(draft: models.Draft) -> str:
    """Return how records and duties name a draft."""
    return refs.ref("policies.draft", draft.pk)


def _open(actor: Actor, draft: models.Draft, kind: str, at: datetime, **holder: Any) -> None:
    door = kinds.duty_door()
    if door is None:
        return
    told = {
        kinds.APPROVE_DUTY: (f"批准本地区版本：{draft.title}", "起草人以外的同志核对改了什么，再批准或者退回"),
        kinds.MEND_DUTY: (f"修改本地区版本：{draft.title}", f"已退回：{draft.return_reason}"),
    }
    title, why = told[kind]
    door.open_duty(
        actor=actor, kind=kind, title=title, why=why, subject=subject_of(draft), at=at, **holder
    )  # fmt: skip


def _close(actor: Actor, draft: models.Draft, kind: str, at: datetime) -> None:
    door = kinds.duty_door()
    if door is not None:
        door.close_duty(actor=actor, kind=kind, subject=subject_of(draft), at=at)
