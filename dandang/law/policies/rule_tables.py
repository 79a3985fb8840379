"""Which rule table and which procedure speak for a region on a day? Packs in, records out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dandang.law.policies import expressions, rules
from dandang.law.policies.records import (
    Citation,
    FactDefinition,
    Opener,
    Outcome,
    OutcomeEffect,
    Procedure,
    Provision,
    RuleItem,
    RuleTable,
    Scope,
    Stage,
    StageDeadline,
)
from dandang.law.policies.schema import PROVISIONS, Pack
from dandang.law.policies.schema_rules import (
    ASSESSMENTS,
    COUNTED_FROM,
    DEADLINE_UNITS,
    OPENERS,
    Cited,
    ConditionPart,
    DeadlinePart,
    FactCatalogue,
    ListItemPart,
    OutcomeEffectPart,
    OutcomePart,
    ProcedurePart,
    RuleTablePart,
    StagePart,
)

# Under this key the program says how it reads a clause that names no kinds of assessment.
OWN_READING = "tolerance.assessments_when_not_listed"
UrlOf = Callable[[str, str, str], str]


def no_url(document: str, starts_on: str, clause: str) -> str:
    """Return no address: for checks that run without the program's pages."""
    return ""


def definitions(catalogue: FactCatalogue, packs: Iterable[Pack] = ()) -> dict[str, FactDefinition]:
    """Return the facts by key, in the order of the file, then those the packs ask themselves, a later edition last."""
    own = [one for pack in sorted(packs, key=lambda pack: pack.edition.in_force_from) for one in pack.facts]
    return {
        one.key: FactDefinition(
            key=one.key,
            label=one.label,
            kind=one.kind,
            element=one.element,
            explanation=one.explanation,
            options=tuple((option.code, option.label) for option in one.options),
            unit=one.unit,
        )
        for one in (*catalogue.facts, *own)
    }


class Citations:
    """Makes the citations of one pack."""

    def __init__(self, pack: Pack, url_of: UrlOf) -> None:
        self._pack = pack
        self._url_of = url_of
        self._clauses = {clause.id: clause for clause in pack.clauses}

    def of(self, cited: Cited) -> Citation:
        """Return where something is said, with the reliability of the thing itself."""
        return self.clause(cited.clause, cited.reliability, cited.checked_on)

    def clause(self, code: str, reliability: str = "", checked_on: date | None = None) -> Citation:
        clause, document = self._clauses[code], self._pack.document
        return Citation(
            text=rules.citation(document.short, clause.label),
            clause=code,
            edition=self._pack.name,
            document=document.key,
            url=self._url_of(document.key, self._pack.edition.in_force_from.isoformat(), code),
            reliability=reliability or clause.reliability,
            checked_on=checked_on,
            summary=clause.summary,
        )

    def all(self) -> dict[str, Citation]:
        return {code: self.clause(code) for code in self._clauses}


def own_reading(packs: Iterable[Pack], url_of: UrlOf = no_url) -> tuple[tuple[str, ...], Citation] | None:
    """Return the kinds of assessment this program reads into a clause that names none, with where it says so."""
    codes = {label: code for code, label in ASSESSMENTS.items()}
    for pack in packs:
        for value in pack.values:
            if value.key == OWN_READING and value.value:
                citation = Citations(pack, url_of).clause(value.clause, value.reliability, value.checked_on)
                return tuple(codes[label] for label in value.value), citation
    return None


def tables_of(packs: Sequence[Pack], ends: Mapping[str, date | None], url_of: UrlOf = no_url) -> list[RuleTable]:
    """Return every rule table of the packs. `ends` gives, by edition name, the first day no longer in force."""
    reading = own_reading(packs, url_of)
    return [
        _table(pack, part, ends[pack.name], Citations(pack, url_of), reading)
        for pack in packs
        for part in pack.rule_tables
    ]


def _table(pack: Pack, part: RuleTablePart, ends_on: date | None, cite: Citations, reading: Any) -> RuleTable:
    scope = None
    if part.scope is not None:
        scope = Scope(part.scope.label, expressions.read(part.scope.test), cite.of(part.scope))
    return RuleTable(
        subject=part.subject,
        title=part.title,
        document_key=pack.document.key,
        document_title=pack.document.title,
        short=pack.document.short,
        edition=pack.name,
        region=pack.document.region,
        in_force_from=pack.edition.in_force_from,
        in_force_until=ends_on,
        conditions=tuple(_item(one, one.label, cite) for one in part.conditions),
        requires=expressions.read(part.requires),
        positive_list=tuple(_item(one, one.text, cite) for one in part.positive_list),
        positive_list_is_needed=part.positive_list_is_needed,
        negative_list=tuple(_item(one, one.text, cite) for one in part.negative_list),
        hard_stops=tuple(_item(one, one.text, cite) for one in part.hard_stops),
        outcomes=tuple(_outcome(one, cite, reading) for one in part.outcomes),
        clauses=cite.all(),
        scope=scope,
    )


def _item(part: ConditionPart | ListItemPart, label: str, cite: Citations) -> RuleItem:
    return RuleItem(part.id, label, part.explanation, part.element, expressions.read(part.test), cite.of(part))


def _outcome(part: OutcomePart, cite: Citations, reading: Any) -> Outcome:
    return Outcome(
        code=part.code,
        label=part.label,
        citation=cite.of(part),
        when=None if part.when is None else expressions.read(part.when),
        needs_correction=part.needs_correction,
        effects=tuple(_effect(one, cite, reading) for one in part.effects),
        note=part.note,
    )


def _effect(
    part: OutcomeEffectPart, cite: Citations, reading: tuple[tuple[str, ...], Citation] | None
) -> OutcomeEffect:
    assessments, own = part.assessments, None
    if assessments is None and reading is not None:
        assessments, own = list(reading[0]), reading[1]
    return OutcomeEffect(
        kind=part.kind,
        assessments=tuple(assessments or ()),
        awards=part.awards,
        selection=part.selection,
        months=part.months,
        citation=cite.of(part),
        note=part.note,
        reading=own,
    )


# Region and day --------------------------------------------------------------------------------------------------


def in_force(tables: Iterable[RuleTable], *, region: str, on: date, subject: str) -> list[RuleTable]:
    """Return the tables that speak for a region on a day: nearest level first, the special before the general."""
    chain = rules.region_chain(region)
    found = [
        one
        for one in tables
        if one.subject == subject
        and one.region in chain
        and one.in_force_from <= on
        and (one.in_force_until is None or on < one.in_force_until)
    ]
    return sorted(found, key=lambda one: (chain.index(one.region), one.scope is None, one.document_key))


def in_force_between(
    tables: Iterable[RuleTable], *, region: str, after: date, until: date, subject: str
) -> list[RuleTable]:
    """Return the tables for a region that came into force after one day, up to and with another, oldest first."""
    chain = rules.region_chain(region)
    found = [
        one for one in tables if one.subject == subject and one.region in chain and after < one.in_force_from <= until
    ]
    return sorted(found, key=lambda one: (one.in_force_from, chain.index(one.region), one.document_key))


def general(tables: Sequence[RuleTable]) -> RuleTable | None:
    """Return the nearest table that is for every matter; those of one field of work are passed over."""
    return next((one for one in tables if one.scope is None), None)


# Procedures ------------------------------------------------------------------------------------------------------


def procedure_of(packs: Sequence[Pack], *, region: str, subject: str, url_of: UrlOf = no_url) -> Procedure | None:
    """Return the procedure put together from the packs in force: nearest level first, this program's own last."""
    chain = rules.region_chain(region)
    speaking = [
        (pack, part)
        for pack in packs
        if pack.document.region in chain
        for part in pack.procedures
        if part.subject == subject
    ]
    speaking.sort(key=lambda one: (one[0].document.level == "PRODUCT", chain.index(one[0].document.region)))
    if not speaking:
        return None
    said = {name: _nearest(speaking, name, url_of) for name in PROVISIONS}
    return Procedure(
        subject=subject,
        region=region,
        editions=tuple(pack.name for pack, _ in speaking),
        openers=_openers(speaking, url_of),
        stages=_stages(speaking, url_of),
        gate=said["gate"],
        lead_organs=said["lead_organs"],
        partner_organs=said["partner_organs"],
        copies_to=said["copies_to"],
        outside_participants=said["outside_participants"],
        party_opinion=said["party_opinion"],
    )


Speaking = Sequence[tuple[Pack, ProcedurePart]]


def _nearest(speaking: Speaking, name: str, url_of: UrlOf) -> Provision | None:
    for pack, part in speaking:
        said = getattr(part, name)
        if said is not None:
            code = getattr(said, "stands", "") or getattr(said, "required_when", "")
            return Provision(said.text, tuple(said.names), Citations(pack, url_of).of(said), code)
    return None


def _openers(speaking: Speaking, url_of: UrlOf) -> tuple[Opener, ...]:
    """Every level that lets somebody in lets them in: a lower text widens, it does not shut out."""
    found: dict[str, Opener] = {}
    for pack, part in speaking:
        for one in part.openers:
            found.setdefault(one.who, Opener(one.who, OPENERS[one.who], Citations(pack, url_of).of(one)))
    return tuple(found[who] for who in OPENERS if who in found)


def _stages(speaking: Speaking, url_of: UrlOf) -> tuple[Stage, ...]:
    """The order is that of the text which lists most stages; each stage comes from the nearest that speaks of it."""
    longest = max((part for _, part in speaking), key=lambda part: len(part.stages))
    order = [one.code for one in longest.stages]
    found: dict[str, Stage] = {}
    for pack, part in speaking:
        for one in part.stages:
            found.setdefault(one.code, _stage(one, Citations(pack, url_of)))
    codes = [*order, *(code for code in found if code not in order)]
    return tuple(found[code] for code in codes)


def _stage(part: StagePart, cite: Citations) -> Stage:
    return Stage(
        code=part.code,
        label=part.label,
        roles=tuple(part.roles),
        papers=tuple(part.papers),
        next=tuple(part.next),
        is_final=part.is_final,
        deadline=None if part.deadline is None else _deadline(part.deadline, cite),
        citation=cite.of(part),
        note=part.note,
    )


def _deadline(part: DeadlinePart, cite: Citations) -> StageDeadline:
    counted = COUNTED_FROM[part.counted_from]
    if part.amount is None:
        text = rules.NOT_GIVEN_WORDS
    else:
        text = f"自{counted}之日起 {part.amount} {DEADLINE_UNITS[part.unit]}内"
        if part.longest_extension is not None:
            text += f"，可以延长，最多 {part.longest_extension} {DEADLINE_UNITS[part.unit]}"
    return StageDeadline(
        part.amount, part.unit, part.counted_from, part.longest_extension, text, part.note, cite.of(part)
    )
