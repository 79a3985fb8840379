"""Papers and matter of a case on their registers: whoever recused finds none, the person what was served."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.duties import queries as duties
from dandang.ledger.matters import queries as matters
from dandang.ledger.matters.queries import register as matter_register
from dandang.ledger.papers import actions as papers
from dandang.ledger.papers import queries as register
from dandang.parts.tolerance.actions.papers import draft_case_paper
from dandang.parts.tolerance.models import Assignment
from dandang.registry.access.records import Actor
from tests.factories import registry, tolerance_files, tolerance_ready
from tests.factories.tolerance_files import AT, Scene

pytestmark = pytest.mark.django_db


def _officer(scene: Scene, name: str = "") -> Actor:
    who = registry.person(scene.organ, name, managed_by=scene.county.county) if name else None
    return registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=who)


def _recused(scene: Scene) -> Actor:
    """An officer of the desk who had a part and stood aside."""
    actor = _officer(scene, "严回避")
    assert actor.person_id is not None
    Assignment.objects.create(
        case=scene.case, person_id=actor.person_id, part="INVESTIGATOR", assigned_at=AT, assigned_by="test",
        recused_at=AT, recused_by="test", recusal_reason="同当事人有近亲属关系",
    )  # fmt: skip
    return actor


def _drafted(scene: Scene) -> int:
    return draft_case_paper(actor=_officer(scene), case_id=scene.case.pk, kind="tolerance_acceptance", at=AT)


def test_paper_of_a_case_is_not_there_for_whoever_recused() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    paper_id = _drafted(scene)
    recused, colleague = _recused(scene), _officer(scene, "秦同事")

    assert not register.register(recused)
    assert [one.pk for one in register.register(colleague)] == [paper_id]
    assert register.paper_for(colleague, paper_id).pk == paper_id
    with pytest.raises(NotHere):
        register.paper_for(recused, paper_id)
    with pytest.raises(NotHere):
        papers.print_paper(actor=recused, paper_id=paper_id, form="pdf", at=AT)
    with pytest.raises(NotHere):
        papers.check_paper(actor=recused, paper_id=paper_id, at=AT)
    papers.check_paper(actor=colleague, paper_id=paper_id, at=AT)


def test_investigators_see_the_papers_of_their_case_until_they_recuse() -> None:
    scene = tolerance_files.file_in("INVESTIGATING")
    paper_id = _drafted(scene)
    investigator = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.investigators[0])

    assert register.paper_for(investigator, paper_id).pk == paper_id
    Assignment.objects.filter(case=scene.case, person=scene.investigators[0]).update(
        recused_at=AT, recused_by="test", recusal_reason="同当事人有近亲属关系"
    )
    with pytest.raises(NotHere):
        register.paper_for(investigator, paper_id)


def test_the_person_concerned_sees_what_was_served_and_no_draft_of_another_kind() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    himself = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.concerned)
    drafter, checker = _officer(scene), _officer(scene, "秦同事")
    leader = registry.actor_of("DISCIPLINE_LEADER", scene.county.county)
    paper_id = _drafted(scene)

    assert not register.register(himself)
    with pytest.raises(NotHere):
        register.paper_for(himself, paper_id)
    papers.check_paper(actor=checker, paper_id=paper_id, at=AT)
    papers.sign_paper(actor=leader, paper_id=paper_id, at=AT)
    papers.number_paper(actor=drafter, paper_id=paper_id, word="青容", at=AT)
    papers.seal_paper(actor=drafter, paper_id=paper_id, at=AT)
    service_id = papers.serve_paper(
        actor=drafter, paper_id=paper_id, recipient="顾明川", person_id=scene.concerned.pk, way="SCREEN",
        served_on=registry.TODAY, at=AT,
    )  # fmt: skip

    assert register.paper_for(himself, paper_id).pk == paper_id
    assert register.service_for(himself, service_id).paper_id == paper_id
    papers.acknowledge(actor=himself, service_id=service_id, at=AT)
    assert register.services_of_person(scene.concerned.pk)[0].received_on == registry.TODAY


def test_receipt_is_not_keyed_by_whoever_recused() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    drafter, checker = _officer(scene), _officer(scene, "秦同事")
    leader = registry.actor_of("DISCIPLINE_LEADER", scene.county.county)
    paper_id = _drafted(scene)
    papers.check_paper(actor=checker, paper_id=paper_id, at=AT)
    papers.sign_paper(actor=leader, paper_id=paper_id, at=AT)
    papers.number_paper(actor=drafter, paper_id=paper_id, word="青容", at=AT)
    papers.seal_paper(actor=drafter, paper_id=paper_id, at=AT)
    service_id = papers.serve_paper(
        actor=drafter, paper_id=paper_id, recipient="顾明川", way="IN_PERSON", served_on=registry.TODAY, at=AT
    )
    given = {"received_on": registry.TODAY, "signer": "顾明川", "content": b"", "filename": "回证.pdf"}

    with pytest.raises(NotHere):
        papers.key_receipt(actor=_recused(scene), service_id=service_id, at=AT, **given)  # type: ignore[arg-type]


def test_register_costs_the_same_questions_for_many_cases() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    _drafted(scene)
    officer = _officer(scene, "秦同事")

    with CaptureQueriesContext(connection) as few:
        assert len(register.register(officer)) == 1
    for _number in range(3):
        _drafted(tolerance_files.file_in("ACCEPTED", county=scene.county))
    with CaptureQueriesContext(connection) as many:
        assert len(register.register(officer)) == 4
    assert len(many) == len(few)


def test_matter_and_evidence_of_a_case_are_not_there_for_whoever_recused() -> None:
    scene = tolerance_files.file_in("INVESTIGATING")
    matter_id = scene.case.matter_id
    recused, colleague = _recused(scene), _officer(scene, "秦同事")
    evidence = matters.evidence_of(matter_id)[0]

    assert matter_register.sees(colleague, matter_id)
    assert matter_register.evidence_row(colleague, evidence.id).pk == evidence.id
    assert not matter_register.sees(recused, matter_id)
    with pytest.raises(NotHere):
        matter_register.matter_row(recused, matter_id)
    with pytest.raises(NotHere):
        matter_register.evidence_row(recused, evidence.id)


def test_no_duty_about_a_paper_names_the_case_to_whoever_recused() -> None:
    scene = tolerance_files.file_in("ACCEPTED")
    _drafted(scene)
    recused, colleague = _recused(scene), _officer(scene, "秦同事")
    himself = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.concerned)

    def checks(actor: Actor) -> list[str]:
        groups = duties.duties_for(actor, registry.TODAY)
        return [one.title for one in (*groups.late, *groups.this_week, *groups.later) if one.kind == "papers.check"]

    assert len(checks(colleague)) == 1
    assert checks(recused) == []
    assert checks(himself) == []


def test_duties_of_a_case_its_review_and_its_measures_are_not_for_whoever_it_bars() -> None:
    story = tolerance_ready.served()
    tolerance_ready.ordered(story)
    kin = registry.person(story.place.discipline, "严回避")
    aside = registry.actor_of("DISCIPLINE_OFFICER", story.place.county, who=kin)
    Assignment.objects.create(
        case=story.case, person_id=aside.person_id, part="INVESTIGATOR", assigned_at=AT, assigned_by="test",
        recused_at=AT, recused_by="test", recusal_reason="同当事人有近亲属关系",
    )  # fmt: skip
    himself = replace(story.himself, grants=story.handler.grants)

    found = {who.name: _subjects(who) for who in (story.handler, aside, himself)}

    assert "tolerance.review" in found[story.handler.name]
    assert found[aside.name] == set()
    assert found[himself.name] <= {"tolerance.measure"}  # his own to mend


def _subjects(who: Actor) -> set[str]:
    groups = duties.duties_for(who, registry.TODAY)
    kinds = {one.subject.partition(":")[0] for one in (*groups.late, *groups.this_week, *groups.later)}
    return {kind for kind in kinds if kind.startswith("tolerance.")}
