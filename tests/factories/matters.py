"""Matters for tests: a happening in the county, with people and a piece of evidence, made by the actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dandang.ledger.matters import actions, models
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person
from tests.factories.registry import NOW

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
CONSIDERED = {
    "result": "NO_SIGN",
    "considered_by": "县纪委监委第二纪检监察室",
    "reasons": "擅自变更设计没有经过集体研究，也没有报备",
    "clauses": "安徽 第10点、第11点",
    "party_organisation": "县水利局党组",
    "party_opinion": "认为属于工作失误，请求从轻",
}
DECIDED = {
    "outcome": "HELD",
    "reasons": "造成损失 12 万元，本人负直接责任",
    "clause": "中国共产党问责条例 第7条",
    "deciding_organ": "县纪委监委",
    "document": "青纪〔2026〕31号",
    "decided_on": date(2026, 11, 21),
}


def matter(actor: Actor, unit: Organisation, *involved: Person, at: datetime = NOW, **given: Any) -> models.Matter:
    """Register a happening of `unit`; everybody in `involved` did the work."""
    values: dict[str, Any] = {
        "title": "柳溪镇提灌站改造",
        "happened_from": date(2026, 3, 12),
        "summary": "汛期前改造提灌站，施工中变更了取水口位置。",
        "kind": "HARD",
        "channel": "UNIT_REPORT",
    }
    pk = actions.register_matter(actor=actor, organisation_id=unit.pk, at=at, **(values | given))
    for person in involved:
        actions.add_involvement(actor=actor, matter_id=pk, person_id=person.pk, role="DID", at=at)
    return models.Matter.objects.get(pk=pk)


def evidence(actor: Actor, of: models.Matter, *, at: datetime = NOW, **given: Any) -> models.Evidence:
    """File a PDF as evidence of a matter."""
    values: dict[str, Any] = {
        "title": "会商记录",
        "kind": "DOCUMENT",
        "provided_by": "县水利局办公室",
        "content": PDF,
        "filename": "会商记录.pdf",
    }
    pk = actions.add_evidence(actor=actor, matter_id=of.pk, at=at, **(values | given))
    return models.Evidence.objects.get(pk=pk)


def accountability(
    actor: Actor,
    of: models.Matter,
    who: Person,
    organ: Organisation,
    *,
    gate: str = "DURING_INQUIRY",
    at: datetime = NOW,
) -> models.Accountability:
    """Put up an accountability matter for one person."""
    pk = actions.open_accountability(
        actor=actor,
        matter_id=of.pk,
        person_id=who.pk,
        organ_id=organ.pk,
        basis="变更设计没有履行程序",
        basis_clause="中国共产党问责条例 第7条",
        gate=gate,
        gate_clause="安徽 第11点" if gate == "DURING_INQUIRY" else "云南 第9点",
        at=at,
    )
    return models.Accountability.objects.get(pk=pk)
