"""Role accounts of the made-up county, to try each view. Their shared password works in the demo profile only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from dandang.demo.county import County
from dandang.registry.access import actions as access
from dandang.registry.access import queries
from dandang.registry.access.records import Actor
from dandang.registry.accounts import actions as accounts
from dandang.registry.accounts.models import Account
from dandang.registry.people.models import Person

PASSWORD = "Walk-Through-88-Rooms"  # noqa: S105  printed on start; the demo profile alone accepts it


@dataclass(frozen=True, slots=True)
class RoleAccount:
    """One account: who, from which unit, with which roles over which branch (empty: the whole county)."""

    username: str
    name: str
    unit: str
    roles: tuple[str, ...]
    branch: str = ""
    standing: str = "BUSINESS"
    says: str = ""


ACCOUNTS = (
    RoleAccount("zhouwl", "周文澜", "县委组织部", ("ORG_OFFICER",), says="组织部门经办，办理全县考核"),
    RoleAccount("linjc", "林见川", "县委组织部", ("ORG_LEADER",), says="组织部门负责人，研究确定"),
    RoleAccount("hewan", "纪南风", "河湾镇", ("UNIT_OFFICER",), branch="河湾镇", says="河湾镇人事干部，只管本镇"),
    RoleAccount("lusy", "陆书远", "河湾镇", ("COMMITTEE_SECRETARY",), branch="河湾镇", says="河湾镇党委书记"),
    RoleAccount("gumc", "顾明川", "河湾镇", (), says="干部本人，看自己的档案和考核"),
    RoleAccount("tangyn", "唐亦宁", "河湾镇", (), says="干部本人（镇一般干部）"),
    RoleAccount("jiwei", "方纪文", "县纪委监委", ("DISCIPLINE_OFFICER",), says="纪检监察经办"),
    RoleAccount("jiweifz", "白简", "县纪委监委", ("DISCIPLINE_LEADER",), says="纪检监察负责人"),
    RoleAccount("lujw", "陆见闻", "县纪委监委", ("DISCIPLINE_OFFICER",), says="纪检监察另一位经办，核稿"),
    RoleAccount("xuqh", "许清和", "县委组织部", ("ORG_OFFICER",), says="组织部门另一位经办，核对表决票"),
    RoleAccount("sujw", "苏见微", "县纪委监委", (), says="核实人员，只看指派给她的案件"),
    RoleAccount("liangsy", "梁书昀", "县纪委监委", (), says="核实人员，只看指派给他的案件"),
    RoleAccount("heqy", "何清越", "县纪委监委", (), says="复查人员"),
    RoleAccount("chenly", "陈来仪", "县司法局", (), says="复查人员"),
    RoleAccount("shuhx", "舒怀信", "县纪委监委", ("IDENTITY_CUSTODIAN",), says="身份保管人，批准查看反映人身份"),
    RoleAccount("songsy", "宋守约", "县司法局", ("IDENTITY_CUSTODIAN",), says="身份保管人，另一个机关的"),
    RoleAccount("weicc", "韦思源", "河湾镇", (), says="干部本人（副镇长），有一件已办结的事项"),
    RoleAccount("xitong", "系统管理员", "县数据局", ("SYSTEM_ADMIN",), standing="SYSTEM", says="建账号，不看业务"),
    RoleAccount("anquan", "安全管理员", "县数据局", ("SECURITY_ADMIN",), standing="SECURITY", says="授权，不看业务"),
    RoleAccount("shenji", "审计管理员", "县审计局", ("AUDIT_ADMIN",), standing="AUDIT", says="看审计日志，不看业务"),
)


def actor_on(username: str, day: date) -> Actor:
    """Whoever has an account, with the rights of a day."""
    return queries.actor_by_account(Account.objects.get(username=username).pk, on=day)


def own_account(actor: Actor, person: Person) -> str:
    """The name of somebody's account, opened now for those who have none yet."""
    held = Account.objects.filter(person_ref=f"people.person:{person.pk}").values_list("username", flat=True)
    if held:
        return str(held[0])
    at = datetime(2024, 1, 2, 2, 0, tzinfo=UTC)
    account_id = _opened(actor, f"p{person.pk}", person, at)
    access.activate_account(actor=actor, account_id=account_id, at=at)
    return f"p{person.pk}"


def account_with(actor: Actor, username: str, person: Person, role: str, branch_id: int, at: datetime) -> None:
    """An account for somebody with one role over a branch."""
    account_id = _opened(actor, username, person, at)
    access.grant_role(
        actor=actor, account_id=account_id, role=role, organisation_id=branch_id, starts_on=at.date(),
        reason="样例县初始授权", at=at,
    )  # fmt: skip


def _opened(actor: Actor, username: str, person: Person, at: datetime) -> int:
    link = access.open_account(
        actor=actor, username=username, display_name=person.name, organisation_id=person.home_id,
        person_id=person.pk, at=at,
    )  # fmt: skip
    accounts.choose_first_password(token=link.token, password=PASSWORD, at=at)
    return link.account_id


def open_accounts(actor: Actor, county: County, at: datetime) -> None:
    """Open every account the way administrators do: made, first password chosen, roles granted."""
    for place, one in enumerate(ACCOUNTS):
        unit_id = county.units[one.unit]
        person = Person.objects.filter(home_id=unit_id, name=one.name).first() if one.standing == "BUSINESS" else None
        link = access.open_account(
            actor=actor,
            username=one.username,
            display_name=one.name,
            standing=one.standing,
            organisation_id=unit_id,
            person_id=person.pk if person else None,
            identity_number="" if person else f"34129919800101{place:03d}X",
            at=at,
        )
        accounts.choose_first_password(token=link.token, password=PASSWORD, at=at)
        branch = county.units[one.branch] if one.branch else county.county_id
        for role in one.roles:
            access.grant_role(
                actor=actor,
                account_id=link.account_id,
                role=role,
                organisation_id=branch if one.standing == "BUSINESS" else None,
                starts_on=date(2023, 1, 1),
                reason="样例县初始授权",
                at=at,
            )
        if not one.roles:
            access.activate_account(actor=actor, account_id=link.account_id, at=at)
