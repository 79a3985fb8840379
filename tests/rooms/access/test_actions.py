"""Granting and withdrawing roles: who, over what, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, Refusal
from dandang.registry.access import actions, queries, rules
from dandang.registry.access.models import RoleGrant
from tests.factories import registry as make
from tests.factories.registry import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> make.County:
    return make.county()


def test_a_withdrawn_role_is_gone_the_same_day(place: make.County) -> None:
    officer = make.account("ORG_OFFICER", place.county)
    grant = RoleGrant.objects.get(account=officer)

    actions.withdraw_role(actor=make.actor_of("SECURITY_ADMIN"), grant_id=grant.pk, reason="轮岗", at=NOW)

    assert queries.actor_for(officer, TODAY).grants == ()
    assert queries.actor_for(officer, TODAY - timedelta(days=1)).grants == ()
    assert Entry.objects.filter(verb="access.role.withdrawn", reason="轮岗").exists()
    with pytest.raises(Refusal, match="已经收回"):
        actions.withdraw_role(actor=make.actor_of("SECURITY_ADMIN"), grant_id=grant.pk, reason="轮岗", at=NOW)


def test_the_last_audit_administrator_keeps_the_role() -> None:
    keeper = make.account("AUDIT_ADMIN")
    grant = RoleGrant.objects.get(account=keeper)
    security = make.actor_of("SECURITY_ADMIN")

    with pytest.raises(Refusal, match="最后一名审计管理员"):
        actions.withdraw_role(actor=security, grant_id=grant.pk, reason="轮岗", at=NOW)

    make.account("AUDIT_ADMIN")
    actions.withdraw_role(actor=security, grant_id=grant.pk, reason="轮岗", at=NOW)


@pytest.mark.parametrize(
    ("holder", "role"),
    [
        ("SYSTEM_ADMIN", "AUDIT_ADMIN"),
        ("SYSTEM_ADMIN", "SECURITY_ADMIN"),
        ("SECURITY_ADMIN", "ORG_OFFICER"),
        ("AUDIT_ADMIN", "COMMITTEE_MEMBER"),
        ("ORG_OFFICER", "SYSTEM_ADMIN"),
    ],
)
def test_nobody_holds_roles_of_two_standings(place: make.County, holder: str, role: str) -> None:
    account = make.account(holder, place.county)

    with pytest.raises(Refusal) as refused:
        actions.grant_role(
            actor=make.actor_of("SECURITY_ADMIN"),
            account_id=account.pk,
            role=role,
            organisation_id=place.county.pk,
            at=NOW,
        )

    assert refused.value.code == "other_standing"


def test_a_business_role_needs_a_branch_and_is_not_given_twice(place: make.County) -> None:
    account = make.account("ORG_OFFICER", place.county)
    security = make.actor_of("SECURITY_ADMIN")

    with pytest.raises(BadInput, match="管哪个单位"):
        actions.grant_role(actor=security, account_id=account.pk, role="ORG_LEADER", at=NOW)
    with pytest.raises(Refusal, match="已经有这个角色"):
        actions.grant_role(
            actor=security, account_id=account.pk, role="ORG_OFFICER", organisation_id=place.county.pk, at=NOW
        )


def test_nobody_grants_to_the_own_account() -> None:
    security = make.actor_of("SECURITY_ADMIN")

    with pytest.raises(Refusal) as refused:
        actions.grant_role(actor=security, account_id=security.account_id or 0, role="SECURITY_ADMIN", at=NOW)

    assert refused.value.code == "own_account"


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "AUDIT_ADMIN", "ORG_LEADER", "CADRE"])
def test_only_the_security_administrator_grants(place: make.County, role: str) -> None:
    account = make.account("CADRE")

    with pytest.raises(NotAllowed):
        actions.grant_role(
            actor=make.actor_of(role, place.county),
            account_id=account.pk,
            role="ORG_OFFICER",
            organisation_id=place.county.pk,
            at=NOW,
        )


def staffed(place: make.County) -> None:
    """The fewest people that suffice; the two leaders sit on the committee."""
    for need in rules.NEEDS:
        if need.role in rules.SITS_ON_COMMITTEE:
            leader = make.account(need.role, place.county)
            RoleGrant.objects.create(
                account=leader,
                standing="BUSINESS",
                role="COMMITTEE_MEMBER",
                organisation=place.county,
                starts_on=TODAY,
                granted_by="测试",
                granted_at=NOW,
            )
        elif need.role != "COMMITTEE_MEMBER":
            for _ in range(need.at_least):
                make.account(need.role, place.county)


def test_the_fewest_people_suffice(place: make.County) -> None:
    staffed(place)

    staffing = queries.staffing_check(TODAY)

    people = RoleGrant.objects.values("account").distinct().count()
    assert (staffing.gaps, people) == ((), staffing.fewest_people)


def test_a_unit_with_people_needs_an_officer(place: make.County) -> None:
    staffed(place)
    make.person(place.budget_office)

    gaps = queries.staffing_check(TODAY).gaps

    assert [gap.code for gap in gaps] == ["units_without_officer"]
    make.account("UNIT_OFFICER", place.finance)  # the organ's officer looks after its inner offices
    assert queries.staffing_check(TODAY).is_enough


def test_one_person_in_two_roles_that_must_be_apart_is_not_enough(place: make.County) -> None:
    staffed(place)
    leader = RoleGrant.objects.get(role="ORG_LEADER")
    RoleGrant.objects.filter(role="ORG_OFFICER").first().delete()  # type: ignore[union-attr]
    RoleGrant.objects.create(
        account=leader.account,
        standing="BUSINESS",
        role="ORG_OFFICER",
        organisation=place.county,
        starts_on=TODAY,
        granted_by="测试",
        granted_at=NOW,
    )

    assert "not_apart.org_officer.org_leader" in [gap.code for gap in queries.staffing_check(TODAY).gaps]


def test_a_missing_role_is_named(place: make.County) -> None:
    gaps = {gap.code: gap.sentence for gap in queries.staffing_check(TODAY).gaps}

    assert "至少要 2 人，现有 0 人" in gaps["too_few.org_officer"]


def test_the_first_officer_is_placed_once_units_and_roster_are_there(place: make.County) -> None:
    system, number = make.actor_of("SYSTEM_ADMIN"), "341299199001010011"
    link = actions.open_account(
        actor=system, username="hejing", display_name="何静", identity_number=number, at=NOW
    )  # fmt: skip
    own, other = (make.person(place.org_department, identity_number=one) for one in (number, "341299199002020022"))

    def placed(person_id: int | None = None, unit: int | None = None) -> None:
        actions.place_account(
            actor=system, account_id=link.account_id, organisation_id=unit, person_id=person_id, reason="补填", at=NOW
        )

    with pytest.raises(Refusal, match="不是同一个人"):
        placed(other.pk)
    placed(own.pk, place.org_department.pk)
    actions.activate_account(actor=make.actor_of("SECURITY_ADMIN"), account_id=link.account_id, at=NOW)
    with pytest.raises(Refusal, match="关联以后不改"):
        placed(other.pk)

    actor = queries.actor_by_account(link.account_id, on=TODAY)
    assert (actor.person_id, actor.organisation_id) == (own.pk, place.org_department.pk)
    assert Entry.objects.filter(verb="accounts.account.placed", reason="补填").count() == 1


def test_a_custodian_does_not_take_the_role_to_another_body(place: make.County) -> None:
    keeper = make.account("IDENTITY_CUSTODIAN", place.discipline)

    with pytest.raises(Refusal, match="身份保管人"):
        actions.place_account(
            actor=make.actor_of("SYSTEM_ADMIN"), account_id=keeper.pk, organisation_id=place.finance.pk, person_id=None,
            reason="调动", at=NOW,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.place_account(
            actor=make.actor_of("SECURITY_ADMIN"), account_id=keeper.pk, organisation_id=place.finance.pk,
            person_id=None, reason="调动", at=NOW,
        )  # fmt: skip


def test_the_operating_guide_says_the_same() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs/operating.md").read_text(encoding="utf-8")
    words = {10: "ten", 11: "eleven", 12: "twelve"}

    missing = [need.label for need in rules.NEEDS if f"| {need.label} | {need.at_least} |" not in guide]

    assert missing == []
    assert f"**{words[rules.fewest_people()]} people**" in guide
