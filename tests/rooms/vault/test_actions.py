"""An identity is sealed for two bodies, asked for with reasons, opened for some hours, and every look is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import Refusal
from dandang.registry.vault import actions, kinds, queries
from dandang.registry.vault.models import AccessRequest, Grant, KeyHolder, Look, Sealed, Share
from tests.factories import registry
from tests.factories import vault as make
from tests.factories.vault import NOW, PASSPHRASE, Vault

pytestmark = pytest.mark.django_db


@pytest.fixture
def vault() -> Vault:
    return make.vault()


def _code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.code


# The way it should go --------------------------------------------------------------------------------------------


def test_two_bodies_open_what_was_sealed(vault: Vault) -> None:
    request_id = vault.approved(hours=24)

    identity = vault.look(request_id)

    assert identity.fields == make.PAYLOAD
    assert [one.name for one in identity.files] == ["柳长亭的照片.jpg"]
    assert identity.expires_at == NOW + timedelta(hours=24)
    row = AccessRequest.objects.get(pk=request_id)
    assert (row.state, row.looks.count()) == ("OPEN", 1)


def test_an_original_file_comes_back_byte_for_byte(vault: Vault) -> None:
    request_id = vault.approved()

    file = actions.open_file(actor=vault.asker, request_id=request_id, number=1, passphrase=PASSPHRASE, at=NOW)

    assert (file.name, file.content) == make.FILES[0]
    assert [look.purpose for look in queries.looks(vault.handle)] == [make.PURPOSE]


def test_every_look_is_counted_for_the_reporter_and_put_on_record(vault: Vault) -> None:
    request_id = vault.approved()

    numbers = [vault.look(request_id, at=NOW + timedelta(minutes=minute)).look_number for minute in (1, 2, 3)]

    assert numbers == [1, 2, 3]
    assert [(look.on, look.body) for look in queries.looks(vault.handle)] == [(registry.TODAY, "县纪委监委")] * 3
    entries = Entry.objects.filter(verb="vault.identity.looked").order_by("seq")
    assert [entry.target for entry in entries] == [f"vault.request:{request_id}"] * 3
    assert "柳长亭" not in "".join(entry.payload for entry in Entry.objects.all())


def test_the_vault_is_ready_only_with_keys_of_two_bodies() -> None:
    place = registry.county()
    organ = place.discipline.pk
    states = [queries.is_ready(organ_id=organ)]
    make.custodian(place.discipline, place.county)
    make.custodian(place.discipline, place.county)
    states.append(queries.is_ready(organ_id=organ))
    make.custodian(place.budget_office, place.county)
    states.append(queries.is_ready(organ_id=organ))

    assert states == [False, False, True]
    assert KeyHolder.objects.order_by("id").last().body_name == "县财政局"  # type: ignore[union-attr]


def test_nothing_is_sealed_before_the_vault_is_ready() -> None:
    place = registry.county()
    make.custodian(place.discipline, place.county)

    with pytest.raises(Refusal) as refused:
        actions.seal(payload=make.PAYLOAD, files=[], organ_id=place.discipline.pk, on=registry.TODAY)

    assert _code(refused) == "vault_not_ready"
    assert not Sealed.objects.exists()


def test_sealing_leaves_no_moment_and_no_entry_in_the_record(vault: Vault) -> None:
    before = Entry.objects.count()

    actions.seal(payload=make.PAYLOAD, files=[], organ_id=vault.place.discipline.pk, on=registry.TODAY)

    assert Entry.objects.count() == before


# Who is refused --------------------------------------------------------------------------------------------------


def test_the_requester_cannot_approve_his_own_request(vault: Vault) -> None:
    """RV03."""
    both = registry.account("IDENTITY_CUSTODIAN", vault.place.county, who=registry.person(vault.place.finance))
    from dandang.registry.access.models import RoleGrant
    from dandang.registry.access.queries import actor_for

    RoleGrant.objects.create(
        account=both, standing="BUSINESS", role="DISCIPLINE_LEADER", organisation=vault.place.county,
        starts_on=registry.TODAY, granted_by="测试", granted_at=NOW,
    )  # fmt: skip
    actor = actor_for(both, registry.TODAY)
    actor = make.moved_to(actor, vault.place.township)
    actions.make_key(actor=actor, passphrase=PASSPHRASE, at=NOW)
    request_id = vault.request(by=actor)

    for step in (lambda: vault.approve(request_id, actor), lambda: _refuse(request_id, actor)):
        with pytest.raises(Refusal) as refused:
            step()
        assert _code(refused) == "own_request"


def _refuse(request_id: int, actor: object) -> None:
    actions.refuse_access(actor=actor, request_id=request_id, reason=make.REASON, at=NOW)  # type: ignore[arg-type]


def test_a_second_person_of_the_same_body_does_not_count(vault: Vault) -> None:
    colleague = make.custodian(vault.place.discipline, vault.place.county)
    actions.hand_over(actor=vault.one, to_key_id=_key(colleague), passphrase=PASSPHRASE, at=NOW)
    request_id = vault.request()
    vault.approve(request_id, vault.one)

    with pytest.raises(Refusal) as refused:
        vault.approve(request_id, colleague)

    assert _code(refused) == "same_body"
    with pytest.raises(Refusal):
        vault.look(request_id)


def _key(actor: object) -> int:
    return KeyHolder.objects.get(account_id=actor.account_id, ended_at=None).pk  # type: ignore[attr-defined]


def test_one_approval_opens_nothing(vault: Vault) -> None:
    request_id = vault.request()
    vault.approve(request_id, vault.one)

    with pytest.raises(Refusal) as refused:
        vault.look(request_id)

    assert (_code(refused), refused.value.status) == ("not_open", 403)
    assert not Look.objects.exists()


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_the_hours_end_to_the_second(vault: Vault, seconds: int, is_open: bool) -> None:
    request_id = vault.approved(hours=2)
    at = NOW + timedelta(hours=2, seconds=seconds)

    if is_open:
        vault.look(request_id, at=at)
    else:
        with pytest.raises(Refusal) as refused:
            vault.look(request_id, at=at)
        assert refused.value.status == 403

    assert Grant.objects.filter(request_id=request_id).exists() is is_open
    assert AccessRequest.objects.get(pk=request_id).state == ("OPEN" if is_open else "EXPIRED")


def test_what_is_closed_or_refused_opens_no_more(vault: Vault) -> None:
    closed = vault.approved()
    actions.close_access(actor=vault.asker, request_id=closed, at=NOW)
    refused_id = vault.request()
    vault.approve(refused_id, vault.one)
    _refuse(refused_id, vault.other)

    for request_id in (closed, refused_id):
        with pytest.raises(Refusal) as refused:
            vault.look(request_id)
        assert _code(refused) == "not_open"
    assert not Grant.objects.exists()


def test_only_the_requester_looks(vault: Vault) -> None:
    request_id = vault.approved()
    colleague = make.without_key("DISCIPLINE_LEADER", vault.place.discipline, vault.place.county)

    for reader in (vault.one, vault.other, colleague):
        with pytest.raises(Refusal):
            vault.look(request_id, by=reader)

    assert not Look.objects.exists()


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN", "CADRE", "UNIT_OFFICER"])
def test_administrators_and_others_do_nothing_here(vault: Vault, role: str) -> None:
    actor = registry.actor_of(role, vault.place.county)
    request_id = vault.request()
    steps = [
        lambda: actions.make_key(actor=actor, passphrase=PASSPHRASE, at=NOW),
        lambda: vault.request(by=actor),
        lambda: vault.approve(request_id, actor),
        lambda: _refuse(request_id, actor),
        lambda: vault.look(request_id, by=actor),
        lambda: actions.close_access(actor=actor, request_id=request_id, at=NOW),
    ]

    for step in steps:
        with pytest.raises(Refusal) as refused:
            step()
        assert refused.value.status == 403


@pytest.mark.parametrize("act", [kinds.REQUEST, kinds.APPROVE, kinds.OPEN])
def test_whom_a_gate_refuses_comes_no_further(vault: Vault, act: str) -> None:
    """The accused, his superiors and kin, investigators, deciders and reviewers: the room above knows who they are."""
    request_id = vault.approved() if act == kinds.OPEN else 0
    request_id = vault.request() if act == kinds.APPROVE else request_id
    make.open_gate(lambda actor, handle, asked: Refusal("他是被反映人的上级", code="gated") if asked == act else None)
    steps = {
        kinds.REQUEST: vault.request,
        kinds.APPROVE: lambda: vault.approve(request_id, vault.one),
        kinds.OPEN: lambda: vault.look(request_id),
    }

    with pytest.raises(Refusal) as refused:
        steps[act]()

    assert _code(refused) == "gated"


def test_without_a_gate_or_a_rule_nothing_opens(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_rules", [])
    with pytest.raises(Refusal) as without_rule:
        vault.request()
    monkeypatch.setattr(kinds, "_gates", {})
    with pytest.raises(Refusal) as without_gate:
        vault.request()

    assert (_code(without_rule), _code(without_gate)) == ("no_rules", "nobody_watches")


def test_a_wrong_passphrase_opens_nothing_and_soon_has_to_wait(vault: Vault) -> None:
    request_id = vault.approved()
    codes = []
    for _try in range(6):
        with pytest.raises(Refusal) as refused:
            vault.look(request_id, passphrase="河岸上的第四棵柳树-7Q")
        codes.append(_code(refused))

    assert codes == ["wrong_passphrase"] * 4 + ["wait_first"] * 2
    with pytest.raises(Refusal, match="以后才能再试"):
        vault.look(request_id)
    assert vault.look(request_id, at=NOW + timedelta(minutes=16)).look_number == 1
    assert Entry.objects.filter(verb="vault.key.refused", outcome="REFUSED").count() == 5


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"purpose": "看看"}, "purpose_missing"),
        ({"clause": " "}, "clause_missing"),
        ({"hours": 0}, "too_many_hours"),
        ({"hours": 73}, "too_many_hours"),
    ],
)
def test_a_request_says_why_by_what_right_and_for_how_long(vault: Vault, fields: dict[str, object], code: str) -> None:
    given = {"purpose": make.PURPOSE, "clause": make.CLAUSE, "hours": 72} | fields

    with pytest.raises(Refusal) as refused:
        actions.request_access(actor=vault.asker, handle=vault.handle, at=NOW, **given)  # type: ignore[arg-type]

    assert _code(refused) == code


def test_a_second_request_waits_for_the_first(vault: Vault) -> None:
    vault.request()

    with pytest.raises(Refusal) as refused:
        vault.request()

    assert _code(refused) == "asked_already"


# Keys ------------------------------------------------------------------------------------------------------------


def test_a_key_is_made_once_and_weak_passphrases_are_refused(vault: Vault) -> None:
    newcomer = make.without_key("IDENTITY_CUSTODIAN", vault.place.township, vault.place.county)

    for weak in ("短", "aaaaaaaaaaaaaaaaaaaa", "x" * 1001):
        with pytest.raises(Refusal):
            actions.make_key(actor=newcomer, passphrase=weak, at=NOW)
    with pytest.raises(Refusal) as second:
        actions.make_key(actor=vault.one, passphrase=PASSPHRASE, at=NOW)

    assert _code(second) == "has_key"


def test_a_new_colleague_reads_old_records_only_after_handing_over(vault: Vault) -> None:
    colleague = make.custodian(vault.place.finance, vault.place.county)
    request_id = vault.request()
    vault.approve(request_id, vault.one)
    with pytest.raises(Refusal) as before:
        vault.approve(request_id, colleague)

    handed = actions.hand_over(actor=vault.other, to_key_id=_key(colleague), passphrase=PASSPHRASE, at=NOW)
    vault.approve(request_id, colleague)

    assert (_code(before), handed) == ("no_share", 1)
    assert vault.look(request_id).fields == make.PAYLOAD


def test_nobody_hands_over_to_another_body(vault: Vault) -> None:
    with pytest.raises(Refusal) as refused:
        actions.hand_over(actor=vault.one, to_key_id=_key(vault.other), passphrase=PASSPHRASE, at=NOW)

    assert _code(refused) == "not_a_colleague"
    assert {share.body_id for share in Share.objects.filter(holder_id=_key(vault.other))} == {vault.place.finance.pk}


def test_another_passphrase_opens_the_same_things(vault: Vault) -> None:
    actions.change_passphrase(
        actor=vault.one, passphrase=PASSPHRASE, new_passphrase="换成桥头的第二盏灯-8W", at=NOW
    )  # fmt: skip
    request_id = vault.request()

    with pytest.raises(Refusal):
        vault.approve(request_id, vault.one)
    vault.approve(request_id, vault.one, passphrase="换成桥头的第二盏灯-8W")
    vault.approve(request_id, vault.other)

    assert vault.look(request_id).fields == make.PAYLOAD


def test_an_ended_key_takes_its_halves_and_requests_along(vault: Vault) -> None:
    request_id = vault.approved()
    actions.end_key(actor=vault.asker, reason="口令忘了", at=NOW)
    actions.make_key(actor=vault.asker, passphrase=PASSPHRASE, at=NOW)
    lost = queries.only_with(KeyHolder.objects.get(pk=_key(vault.one)))
    actions.end_key(actor=vault.one, reason="口令可能被人看见", at=NOW)

    with pytest.raises(Refusal) as refused:
        vault.look(request_id)

    assert _code(refused) == "not_open"
    assert lost == 1
    assert not Share.objects.filter(body_id=vault.place.discipline.pk).exists()
    assert bytes(KeyHolder.objects.get(account_id=vault.one.account_id).locked_private_key) == b""
