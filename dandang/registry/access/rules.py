"""Can a county lawfully run everything with the people it has given roles? Pure counting of holders.

Where two steps must not be the same person's (separation of duties) each needs holders of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """A role that needs at least so many different people; `queries` says why in the reader's language."""

    role: str
    label: str
    at_least: int


# The fewest people; docs/operating.md says the same in a table (held together by a test).
NEEDS: tuple[Need, ...] = (
    Need("SYSTEM_ADMIN", "系统管理员", 1),
    Need("SECURITY_ADMIN", "安全管理员", 1),
    Need("AUDIT_ADMIN", "审计管理员", 1),
    Need("ORG_OFFICER", "组织部门经办", 2),
    Need("ORG_LEADER", "组织部门负责人", 1),
    Need("DISCIPLINE_OFFICER", "纪检监察经办", 2),
    Need("DISCIPLINE_LEADER", "纪检监察负责人", 1),
    Need("COMMITTEE_SECRETARY", "党委书记", 1),
    Need("COMMITTEE_MEMBER", "党委成员", 2),
    Need("IDENTITY_CUSTODIAN", "身份保管人", 2),
)

# Pairs whose holders must be different people, beyond what one account per person already keeps apart.
APART: tuple[tuple[str, str], ...] = (
    ("ORG_OFFICER", "ORG_LEADER"),
    ("DISCIPLINE_OFFICER", "DISCIPLINE_LEADER"),
    ("ORG_OFFICER", "DISCIPLINE_OFFICER"),
    ("COMMITTEE_SECRETARY", "COMMITTEE_MEMBER"),
    ("IDENTITY_CUSTODIAN", "ORG_OFFICER"),
    ("IDENTITY_CUSTODIAN", "ORG_LEADER"),
    ("IDENTITY_CUSTODIAN", "DISCIPLINE_OFFICER"),
    ("IDENTITY_CUSTODIAN", "DISCIPLINE_LEADER"),
)

# Two leaders usually sit on the committee, so the sum of the needs is not the number of people.
SITS_ON_COMMITTEE = ("ORG_LEADER", "DISCIPLINE_LEADER")


def fewest_people() -> int:
    """Return with how many people, besides the units' own officers, everything can lawfully be done."""
    return sum(need.at_least for need in NEEDS) - len(SITS_ON_COMMITTEE)


def missing_roles(holders: Mapping[str, Collection[int]]) -> list[tuple[Need, int]]:
    """Return the roles held by too few people, each with how many there are."""
    counted = [(need, len(set(holders.get(need.role, ())))) for need in NEEDS]
    return [(need, count) for need, count in counted if count < need.at_least]


def crowded_pairs(holders: Mapping[str, Collection[int]]) -> list[tuple[Need, Need]]:
    """Return pairs of roles that must be apart but have too few different people between them.

    By Hall's condition for two sets: together they need as many different people as the sum of both needs.
    """
    needs = {need.role: need for need in NEEDS}
    found = []
    for first, second in APART:
        one, other = needs[first], needs[second]
        people = set(holders.get(first, ())) | set(holders.get(second, ()))
        is_each_enough = all(len(set(holders.get(need.role, ()))) >= need.at_least for need in (one, other))
        if is_each_enough and len(people) < one.at_least + other.at_least:
            found.append((one, other))
    return found


def uncovered(paths: Sequence[str], covered_by: Collection[str]) -> list[str]:
    """Return the units (by path) that stand under none of the branches somebody covers."""
    return [path for path in paths if not any(path.startswith(branch) for branch in covered_by)]
