"""Loads the made-up county step by step, saying how far it is, all or nothing in each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random

from django.db import transaction

from dandang.demo import (
    accounts,
    assessments,
    casebook,
    cases,
    county,
    happenings,
    organs,
    regions,
    reports,
    vault_keys,
)
from dandang.foundation.calendars import actions as calendars
from dandang.law.policies import actions as policies
from dandang.registry.access import queries as access
from dandang.registry.organisations.models import Organisation

SEED = 20261121
TODAY = date(2026, 11, 21)
YEARS = (2023, 2024, 2025)
START = datetime(2023, 1, 4, 2, 0, tzinfo=UTC)

Say = Callable[[str], None]


def is_loaded() -> bool:
    """Whether the county is there already."""
    return Organisation.objects.filter(name=organs.COUNTY).exists()


def load(say: Say) -> None:
    """Found the county, bring in its people, and walk through its years. Seeded: each load is the same."""
    actor = access.system_actor("样例县")
    random = Random(SEED)
    vault_keys.refuse_leftovers()
    with transaction.atomic(), transaction.atomic(using="vault"):
        say("1/11 政策库和工作日历…")
        policies.load_packs(actor=actor, at=START)
        calendars.seed_calendar()
        say("2/11 机构和花名册…")
        place = county.found(actor, START)
        people = county.populate(actor, place, random, START.year, START)
        say(f"    {len(place.units)} 个单位，{people} 人")
        accounts.open_accounts(actor, place, START)
        vault_keys.make_keys(START)
    stage = assessments.Stage(actor, random, place)
    with transaction.atomic():
        say("3/11 请假、处分和容错决定…")
        happenings.happen(stage)
        begun = cases.begin(stage, TODAY)
        templates = assessments.templates(stage, START)
    for step, year in enumerate(YEARS, 4):
        with transaction.atomic():
            say(f"{step}/11 {year} 年度考核，从方案到书面通知…")
            for staff_class in ("CIVIL", "LEADER"):
                assessments.sealed_year(stage, staff_class, year, templates)
    with transaction.atomic():
        say(f"7/11 {TODAY.year} 年度考核，正在进行…")
        assessments.running_year(stage, TODAY.year, templates)
    with transaction.atomic():
        say("8/11 容错案件，从申请到复查…")
        cases.happen(stage, begun, TODAY)
    with transaction.atomic():
        say("9/11 两个县自己的容错办法…")
        regions.make_rules(stage)
    with transaction.atomic(), transaction.atomic(using="vault"):
        say("10/11 收到的反映、澄清和诬告核查…")
        reports.receive(stage, TODAY)
    with transaction.atomic():
        say("11/11 案例库、典型案例通报和工作协调会…")
        casebook.fill_casebook(stage, TODAY)


def welcome(port: int) -> str:
    """What a newcomer needs: the address, the accounts and the shared password."""
    lines = [f"打开 http://127.0.0.1:{port}", "", f"演示账号（口令都是 {accounts.PASSWORD}）："]
    lines += [f"  {one.username:<8} {one.name}　{one.says}" for one in accounts.ACCOUNTS]
    lines += [f"  {name:<8} {known}　{unit}{post}" for name, known, _, unit, post, _ in regions.PEOPLE if name]
    lines += ["", f"身份库钥匙的口令都是 {vault_keys.PASSPHRASE}（不是登录口令）"]
    return "\n".join(lines)
