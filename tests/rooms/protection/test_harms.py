"""Harm to a reputation in public: checked, published by two people as far as it spread, its effect looked at. PR-08."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere
from dandang.ledger.duties import queries as duties
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects.models import Effect
from dandang.parts.protection import clarification_rules as rules
from dandang.parts.protection import errors, forms_harms
from dandang.parts.protection.actions import clarifications, harms
from dandang.parts.protection.models import Clarification, PublicHarm
from dandang.parts.protection.queries import harms as queries
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import clarifications as made
from tests.factories import protection

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW, TODAY = made.NOW, made.TODAY
TOLD = "本地论坛上有帖子说他改造提灌站时虚报工程量，转发较多。"


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def register(of: protection.Scene, actor: Actor | None = None, **given: Any) -> int:
    values = {"system": "ORGANISATION", "told": TOLD, "known_to": 5, "person_id": of.concerned.pk} | given
    return harms.register_harm(actor=actor or of.person, at=NOW, **values)  # type: ignore[arg-type]


def row(pk: int) -> PublicHarm:
    return PublicHarm.objects.select_related("organ").get(pk=pk)


def checked(of: protection.Scene, **given: Any) -> int:
    pk = register(of, **given)
    harms.check_harm(
        actor=of.org_officer, harm_id=pk, is_true=False, facts="验收单和监理日志与结算一致，没有虚报。", at=NOW
    )
    return pk


def propose(of: protection.Scene, pk: int, **given: Any) -> None:
    values = {"words": "县政府网站说明：工程量与验收一致。", "told_to": 5} | given
    harms.propose_publication(actor=of.org_officer, harm_id=pk, at=NOW, **values)  # type: ignore[arg-type]


def open_duties(kind: str) -> Any:
    return Duty.objects.filter(kind=f"protection.harm_{kind}", closed_at=None)


def test_a_harm_is_registered_checked_published_and_closed(of: protection.Scene) -> None:
    pk = register(of)
    assert row(pk).number.startswith("青舆〔2026〕")
    assert row(pk).organ == of.county.org_department
    assert open_duties("check").get().due_on is None  # 云南 11 gives no day, nor does Anhui
    harms.check_harm(actor=of.org_officer, harm_id=pk, is_true=False, facts="没有虚报。", at=NOW)
    propose(of, pk)
    assert open_duties("approve").count() == 1
    harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=TODAY, at=NOW)
    harms.check_effect(actor=of.org_officer, harm_id=pk, effect="帖子下已没有新的议论。", is_over=True, at=NOW)

    assert (row(pk).state, row(pk).closed_on, row(pk).published_to) == ("CLOSED", TODAY, 5)
    assert not Duty.objects.filter(subject=f"protection.harm:{pk}", closed_at=None).exists()


def test_not_over_it_is_published_again_by_two(of: protection.Scene) -> None:
    pk = checked(of)
    propose(of, pk)
    harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=TODAY, at=NOW)
    harms.check_effect(actor=of.org_officer, harm_id=pk, effect="外县还在传。", is_over=False, at=NOW)
    with pytest.raises(errors.NotYet):
        harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=TODAY, at=NOW)

    propose(of, pk, told_to=6, wider_reason="外县也在传", words="请市里网站转发说明。")
    harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=TODAY, at=NOW)

    assert (row(pk).state, row(pk).published_to, row(pk).effect) == ("PUBLISHED", 6, "")


def test_true_after_all_ends_it_and_leaves_nothing_elsewhere(of: protection.Scene) -> None:
    pk = register(of)

    harms.check_harm(actor=of.org_officer, harm_id=pk, is_true=True, facts="有一处确实多报。", at=NOW)

    assert row(pk).state == "TRUE_AFTER_ALL"
    assert not Effect.objects.exists()
    assert not Duty.objects.filter(closed_at=None).exists()
    assert not Clarification.objects.exists()
    with pytest.raises(errors.WrongState):
        clarifications.assess_harm(actor=of.org_officer, harm_id=pk, draft=made.DRAFT, at=NOW)
    assert "多报" not in str(Entry.objects.filter(target=f"protection.harm:{pk}").values_list("payload", flat=True))


@pytest.mark.parametrize(
    "told",
    [
        "见 https://example.com/p/1 的帖子", "www.luntan.cn 上的帖子", "网名“清风”在论坛说他虚报", "@某某 转发说他虚报",
        "发帖人说他虚报", "公众号作者说他虚报", "QQ 群里说他虚报", "其 IP地址 在外省",
    ],
)  # fmt: skip
def test_who_said_it_and_where_exactly_is_refused(of: protection.Scene, told: str) -> None:
    with pytest.raises(BadInput, match="不记是谁说的") as refused:
        register(of, told=told)

    assert refused.value.field == "told"
    assert not PublicHarm.objects.exists()


def test_no_form_and_no_column_asks_who_said_it() -> None:
    names = {field.name for field in PublicHarm._meta.get_fields()} | set(forms_harms.HarmForm.base_fields)

    for word in ("author", "url", "link", "address", "account", "handle", "source", "reporter"):
        assert not [name for name in names if word in name.split("_")], word
    assert rules.names_an_author(TOLD) == []


def test_narrower_than_it_spread_is_refused_and_wider_wants_a_reason(of: protection.Scene) -> None:
    pk = checked(of)
    with pytest.raises(BadInput) as refused:
        propose(of, pk, told_to=3)
    assert refused.value.field == "told_to"
    with pytest.raises(BadInput) as refused:
        propose(of, pk, told_to=6)
    assert refused.value.field == "wider_reason"

    propose(of, pk, told_to=6, wider_reason="邻县也在传")

    assert row(pk).wider_reason == "邻县也在传"


def test_whoever_checked_or_wrote_does_not_publish(of: protection.Scene) -> None:
    pk = checked(of)
    propose(of, pk)
    leader = f"accounts.account:{of.org_leader.account_id}"
    PublicHarm.objects.filter(pk=pk).update(proposed_by=leader)
    with pytest.raises(errors.Conflicted):
        harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=TODAY, at=NOW)
    PublicHarm.objects.filter(pk=pk).update(proposed_by="account:1")

    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(BadInput):
            harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=day, at=NOW)
    harms.publish_harm(actor=of.org_leader, harm_id=pk, published_on=TODAY, at=NOW)

    assert row(pk).approved_by == leader


def test_a_unit_registers_for_its_people_and_itself_but_for_nobody_elses(of: protection.Scene) -> None:
    assert row(register(of, actor=of.unit_officer)).person == of.concerned
    of_unit = register(of, actor=of.unit_officer, person_id=None, organisation_id=of.county.township.pk)
    assert row(of_unit).organisation == of.county.township
    with pytest.raises(NotAllowed):
        register(of, actor=of.unit_officer, person_id=of.investigators[0].pk)
    with pytest.raises(NotAllowed):
        register(of, person_id=of.head.pk)
    with pytest.raises(BadInput):
        register(of, person_id=None)

    harms.check_harm(actor=of.org_officer, harm_id=of_unit, is_true=False, facts="没有。", at=NOW)
    with pytest.raises(errors.WrongState):
        clarifications.assess_harm(actor=of.org_officer, harm_id=of_unit, draft=made.DRAFT, at=NOW)


def test_who_sees_a_harm(of: protection.Scene) -> None:
    pk = register(of, actor=of.unit_officer)
    who = ("handler", "leader", "org_officer", "org_leader", "unit_officer", "person", "investigator")

    seen = {name for name in who if queries.visible_harms(getattr(of, name)).filter(pk=pk).exists()}

    assert seen == {"org_officer", "org_leader", "unit_officer"}
    assert queries.own_harm(of.person, pk).pk == pk
    for outsider in (of.handler, of.unit_officer, of.person):
        with pytest.raises((NotHere, NotAllowed)):
            harms.check_harm(actor=outsider, harm_id=pk, is_true=False, facts="没有。", at=NOW)


def test_kin_at_the_desk_find_neither_the_harm_nor_a_duty_about_it_and_a_units_harm_is_everybodys(
    of: protection.Scene,
) -> None:
    pk = register(of, system="DISCIPLINE")
    units = register(of, of.unit_officer, system="DISCIPLINE", person_id=None, organisation_id=of.county.township.pk)

    def found(actor: Actor) -> tuple[set[int], set[str]]:
        rows = set(queries.visible_harms(actor).values_list("pk", flat=True))
        groups = duties.duties_for(actor, TODAY)
        return rows, {one.subject for one in (*groups.late, *groups.this_week, *groups.later)}

    assert found(of.handler) == ({pk, units}, {f"protection.harm:{pk}", f"protection.harm:{units}"})
    assert found(of.kin_actor) == ({units}, {f"protection.harm:{units}"})


def test_a_persons_name_is_put_right_after_public_talk(of: protection.Scene) -> None:
    pk = checked(of)
    draft = replace(made.DRAFT, known_to=5, told_to=5, is_by_notice=True)

    made_pk = clarifications.assess_harm(actor=of.org_officer, harm_id=pk, draft=draft, at=NOW)

    assert (made.row(made_pk).harm_id, made.row(made_pk).report_id) == (pk, None)
    with pytest.raises(errors.WrongState, match="已经在为本人澄清"):
        clarifications.assess_harm(actor=of.org_officer, harm_id=pk, draft=draft, at=NOW)


def test_an_author_sent_beside_the_form_is_not_kept(of: protection.Scene) -> None:
    client = Client()
    account = Account.objects.get(pk=of.person.account_id)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])

    answer = client.post(
        "/protection/mine/harms/new/",
        {"told": TOLD, "known_to": "5", "system": "ORGANISATION", "author": "清风", "url": "https://example.com"},
    )

    assert answer.status_code == 400
    assert "不记是谁说的" in answer.content.decode()
    assert not PublicHarm.objects.exists()
