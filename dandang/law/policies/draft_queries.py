"""Which drafts does somebody see, what is wrong with one, and what would it change? The half of `queries` on drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.law.policies import draft_bodies, draft_checks, errors, expressions, models, schema_rules, shelf
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.draft_checks import DraftFault, Tried
from dandang.law.policies.records import Value
from dandang.law.policies.rules import value_text
from dandang.law.policies.schema import PROVISIONS, Pack
from dandang.law.policies.states import MAY_BE_WRITTEN, DraftState
from dandang.registry.access import queries as access
from dandang.registry.access.errors import not_your_branch
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation

WRITE, APPROVE = "policies.draft.write", "policies.draft.approve"
ADVICES = schema_rules.OUTCOMES | {"NOT_TOLERABLE": "不符合容错条件", "CANNOT_SAY": "还不能判断"}
SIDES = {
    "gate": "什么时候考虑容错",
    "lead_organs": "由谁认定",
    "partner_organs": "和谁一起办",
    "copies_to": "结果抄送谁",
    "outside_participants": "请谁从外部参加",
    "party_opinion": "听取党组织意见",
}


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
    return models.Draft.objects.filter(inside).select_related("organisation", "copied_from", "edition__document")


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
    """Return everything that keeps the draft from being loaded."""
    if of.state == DraftState.APPROVED:
        return []
    return draft_checks.faults(of.body, other_packs(), shelf.catalogue(), shelf.fact_catalogue(), today=today)


def tried(of: models.Draft) -> list[Tried]:
    """Run the draft's examples; empty as long as the draft cannot be read as a whole."""
    pack, _faults = draft_checks.read(of.body)
    return draft_checks.tried(pack, of.examples, shelf.fact_catalogue()) if pack is not None else []


def failed_examples(of: models.Draft) -> list[DraftFault]:
    """Return the examples that come out otherwise than expected, as faults."""
    return [
        DraftFault(
            "examples", place, one.why, _("示例说“%(said)s”，算出来是“%(got)s”") % {
                "said": advice_words(one.expected), "got": advice_words(one.got) or _("没有规则表能回答")},
            _("请核对是示例写错了，还是条件写错了"),
        )
        for place, one in enumerate(tried(of)) if not one.is_as_expected
    ]  # fmt: skip


def advice_words(code: str) -> str:
    """Return a conclusion in words; a code of no table as it stands."""
    return ADVICES.get(code, code)


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
    old = before.body if before is not None else {"document": {}, "edition": {}}
    found: list[Difference] = []
    for section in draft_bodies.SECTIONS:
        if section != "examples":
            found += _section_differences(section, _named(old, section), _named(of.body, section))
    return found


def _section_differences(section: str, old: dict[str, Entry], new: dict[str, Entry]) -> list[Difference]:
    names = [*new, *(name for name in old if name not in new)]
    return [
        Difference(
            section,
            name_of(section, new.get(name) or old[name]),
            told(section, old.get(name)),
            told(section, new.get(name)),
        )
        for name in names
        if old.get(name) != new.get(name)
    ]


def name_of(section: str, said: Entry) -> str:
    """Return what an entry is called on pages, in words where its name is a code."""
    if section in draft_bodies.SINGLE:
        return draft_bodies.SECTIONS[section]
    if section == "values":
        known = shelf.current().keys.get(str(said.get("key")))
        return known.label if known else str(said.get("key"))
    if section == "sides":
        return SIDES.get(str(said.get("side")), "")
    if section == "openers":
        return told(section, said)
    if section == "stages":
        return schema_rules.STAGES.get(str(said.get("code")), "")
    return draft_bodies.called(section, said)


def _named(body: Any, section: str) -> dict[str, Entry]:
    entries = draft_bodies.entries(body, [], section)
    if section in draft_bodies.SINGLE:
        return {draft_bodies.SECTIONS[section]: entries[0]} if entries[0] else {}
    name = {"values": "key", "stages": "code", "outcomes": "code", "openers": "who", "sides": "side"}.get(section, "id")
    return {str(one.get(name, place)): one for place, one in enumerate(entries)}


def told(section: str, said: Entry | None) -> str:
    """Return an entry as a reader of lists sees it."""
    if said is None:
        return ""
    teller = _TELLERS.get(section)
    return teller(said) if teller else str(said.get("explanation") or said.get("summary") or "")


def both(theirs: Entry | None, mine: Entry | None) -> list[tuple[str, str, str]]:
    """Return field by field what stands there now and what was typed, where the two differ."""
    rows = [
        (
            draft_checks.FIELD_NAMES.get(name, name),
            *(_field_words(name, (one or {}).get(name)) for one in (theirs, mine)),
        )
        for name in dict.fromkeys([*(mine or {}), *(theirs or {})])
    ]
    return [(name, there, typed) for name, there, typed in rows if there != typed]


def _field_words(name: str, value: Any) -> str:
    if name == "deadline":
        return deadline_words(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(sorted(str(_CODES.get(one, one)) for one in value))
    if isinstance(value, (dict, list)):
        return expression_words(value) or json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _value(said: Entry) -> str:
    return value_text(said.get("value"), str(said.get("unit")), str(said.get("sense") or "exactly"))


def _stage(said: Entry) -> str:
    ahead = "、".join(schema_rules.STAGES.get(code, code) for code in said.get("next") or [])
    limit = deadline_words(said.get("deadline"))
    parts = [str(said.get("label") or ""), limit, _("下一步：%(ahead)s") % {"ahead": ahead} if ahead else _("到此为止")]
    return "；".join(part for part in parts if part)


def deadline_words(said: Entry | None) -> str:
    """Return a deadline in words: 受理起 10 个工作日, or 未规定."""
    if not said:
        return ""
    since = schema_rules.COUNTED_FROM.get(str(said.get("counted_from")), "")
    if said.get("amount") is None:
        return _("期限未规定")
    unit = schema_rules.DEADLINE_UNITS.get(str(said.get("unit")), "")
    return _("%(since)s起 %(amount)s %(unit)s") % {"since": since, "amount": said["amount"], "unit": unit}


def expression_words(raw: Any) -> str:
    """Return a test in words; empty for one that cannot be read."""
    try:
        expression = expressions.read(raw)
    except ValueError:
        return ""
    return _expression(expression)


def _expression(of: Any) -> str:
    facts = shelf.current_rules().facts
    if isinstance(of, expressions.Met):
        return f"“{of.condition}”"
    if isinstance(of, expressions.Group):
        joined = {"all_of": "，并且", "any_of": "，或者", "none_of": "；"}[of.operator].join(map(_expression, of.parts))
        return {"all_of": "{}", "any_of": "（{}）", "none_of": "都没有：{}"}[of.operator].format(joined)
    fact = facts.get(of.fact)
    options = dict(fact.options) if fact else {}
    said = "、".join(_answer(one, options) for one in (of.value if isinstance(of.value, list) else [of.value]))
    label = fact.label if fact else of.fact
    return f"{label}：{_('不是') if of.operator == 'is_not' else ''}{_BOUNDS.get(of.operator, '')}{said}"


def _answer(value: Any, options: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return options.get(str(value), str(value))


_CODES = schema_rules.STAGES | schema_rules.ROLES | schema_rules.PAPERS | schema_rules.ASSESSMENTS
_BOUNDS = {"at_most": "不超过 ", "at_least": "不少于 "}


def _condition(said: Entry) -> str:
    return f"{said.get('label') or said.get('text') or ''}：{expression_words(said.get('test'))}"


def _outcome(said: Entry) -> str:
    when = said.get("when")
    shields = "；".join(_effect(one) for one in said.get("effects") or [])
    words = [str(said.get("label") or ""), expression_words(when) if when else _("其余的情形"), shields]
    return "；".join(one for one in words if one)


def _effect(said: Entry) -> str:
    kinds = said.get("assessments")
    listed = "、".join(schema_rules.ASSESSMENTS.get(one, one) for one in kinds or []) or _("条文没有列出种类")
    return _("考核不作负面评价：%(listed)s") % {"listed": listed}


def _side(said: Entry) -> str:
    names = "、".join(said.get("names") or [])
    return f"{said.get('text', '')}{f'（{names}）' if names else ''}"


def _document(said: Entry) -> str:
    day = said.get("in_force_from", "")
    return _("%(title)s，自 %(day)s 起适用") % {"title": said.get("title", ""), "day": day} if said else ""


def _example(said: Entry) -> str:
    return f"{said.get('why', '')}：{advice_words(str(said.get('expect_advice', '')))}"


_TELLERS: dict[str, Any] = {
    "document": _document,
    "values": _value,
    "stages": _stage,
    "conditions": _condition,
    "positive_list": _condition,
    "negative_list": _condition,
    "hard_stops": _condition,
    "outcomes": _outcome,
    "openers": lambda said: schema_rules.OPENERS.get(str(said.get("who")), ""),
    "sides": _side,
    "table": lambda said: f"{said.get('title', '')}：{expression_words(said.get('requires'))}",
    "examples": _example,
}
assert set(SIDES) == set(PROVISIONS)
