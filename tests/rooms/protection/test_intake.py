"""Reports come in: sealed where there is something to seal, read by nobody they name, on record without a moment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.casework.models import Part
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import intake, references
from dandang.parts.protection.models import Report
from dandang.parts.protection.queries import identity, offices, reach
from dandang.parts.protection.records import Arrival, Told, Who
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Post
from dandang.registry.vault import actions as vaults
from dandang.registry.vault.models import Sealed
from dandang.registry.vault.records import KeepingRule
from tests.factories import protection, registry, vault

pytestmark = pytest.mark.django_db
NOW = registry.NOW
TOLD = Told("柳溪镇 顾明川", "提灌站改造虚报工程量。落款：柳长亭 139 0555 0123", "去年秋天", "柳溪镇")
WHO = Who("柳长亭", "13905550123", "341299198001011234")
ROLES = ("handler", "leader", "other_handler", "investigator", "person", "kin_actor", "org_leader", "unit_officer")
LETTER = Arrival("LETTER", date(2026, 11, 20))


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def custodians(of: protection.Scene) -> tuple[Actor, Actor]:
    """Custodians of two bodies, so that identities can be sealed."""
    tree = of.county
    keeper = registry.person(tree.org_department, "阮守匙")
    other = registry.person(tree.discipline, "邵守匙")
    return (
        vault.custodian(tree.org_department, tree.county, who=keeper),
        vault.custodian(tree.discipline, tree.county, who=other),
    )


def submitted(of: protection.Scene, told: Told = TOLD, who: Who | None = None) -> Report:
    office = f"DISCIPLINE:{of.county.discipline.pk}"
    receipt = intake.submit(actor=access.anonymous_actor(), office=office, told=told, who=who, at=NOW)
    return Report.objects.get(pk=receipt.report_id)


# The reporter -----------------------------------------------------------------------------------------------------


def test_signed_report_is_sealed_and_its_working_copy_names_nobody(of: protection.Scene) -> None:
    custodians(of)

    made = submitted(of, who=WHO)

    assert made.is_signed
    assert made.handle
    assert Sealed.objects.filter(handle=made.handle).exists()
    assert "柳长亭" not in made.text
    assert "0123" not in made.text
    assert "虚报工程量" in made.text
    assert made.received_on == date(2026, 11, 21)
    assert made.accept_by is not None


def test_signed_report_without_custodians_is_refused_with_a_way_out(of: protection.Scene) -> None:
    with pytest.raises(errors.NotYet, match="可以先匿名反映"):
        submitted(of, who=WHO)

    assert not Report.objects.exists()


def test_anonymous_report_without_custodians_is_taken(of: protection.Scene) -> None:
    made = submitted(of)

    assert not made.is_signed
    assert made.handle == ""


def test_arrival_from_the_web_leaves_no_moment(of: protection.Scene) -> None:
    custodians(of)
    entries, duties = Entry.objects.count(), Duty.objects.count()

    submitted(of, who=WHO, told=Told("顾明川和周文澜", "两人合伙虚报工程量"))

    assert Entry.objects.count() == entries
    assert Duty.objects.count() == duties
    stamps = Report.objects.get().assignments.values_list("assigned_at", "recused_at")
    assert {moment for pair in stamps for moment in pair} == {intake.start_of_day(NOW)}


def test_daily_run_puts_it_on_record_once(of: protection.Scene) -> None:
    made = submitted(of)
    system = access.system_actor()

    first = intake.take_in_day(actor=system, on=registry.TODAY, at=NOW)
    second = intake.take_in_day(actor=system, on=registry.TODAY, at=NOW)

    assert (first, second) == (1, 0)
    assert Entry.objects.filter(verb="protection.report.received").count() == 1
    assert Duty.objects.get(kind="protection.accept").due_on == made.accept_by


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        (Told("", "虚报工程量"), "about", "反映的是谁"),
        (Told("顾明川", "  "), "what", "发生了什么事"),
        (Told("顾明川", "机密★10年 有关材料"), "what", "国家秘密标志"),
        (Told("顾明川", "见附件", files=(("绝密★.docx", b"x"),)), "files", "国家秘密标志"),
        (Told("顾明川", "见附件", files=(("病毒.exe", b"MZ" + b"0" * 64),)), "files", "可执行程序"),
        (Told("顾明川", "见附件", files=(("空的.jpg", b""),)), "files", "第 1 件附件"),
        (Told("顾明川", "见附件", files=tuple((f"{n}.txt", b"x") for n in range(11))), "files", "一次最多附"),
    ],
)
def test_unfit_reports_are_asked_back_at_their_field(of: protection.Scene, told: Told, field: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        submitted(of, told)

    assert caught.value.field == field
    assert not Report.objects.exists()


def test_files_lose_name_and_source_and_keep_the_original_sealed(of: protection.Scene) -> None:
    keepers = custodians(of)
    told = Told(
        "顾明川",
        "见附件",
        files=(("柳长亭的记录.txt", "三车砂石".encode()), ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old")),
    )

    made = submitted(of, told, WHO)

    text, old = made.files.order_by("id")
    assert (text.name, text.is_clean) == ("材料 1.txt", True)
    assert (old.name, old.is_clean) == ("材料 2.doc", False)
    assert "柳长亭" not in text.content.name
    assert len(keepers) == 2
    assert Sealed.objects.get().files.count() == 2


# A report naming its own reader ----------------------------------------------------------------------------------


def test_whoever_of_the_office_is_named_never_sees_it(of: protection.Scene) -> None:
    made = submitted(of, Told("顾明川", "周文澜替顾明川打招呼"))

    part = made.assignments.get()
    assert part.person_id == of.handler.person_id
    assert part.recusal_reason == "反映中提到了本人"
    assert not reach.may_see(of.handler, made)
    assert not reach.visible_reports(of.handler).filter(pk=made.pk).exists()
    assert reach.may_see(of.other_handler, made)
    with pytest.raises(NotHere):
        intake.accept(actor=of.handler, report_id=made.pk, at=NOW)


def test_naming_the_head_sends_it_above(of: protection.Scene) -> None:
    tree = of.county
    registry.person(tree.discipline, "秦书恒", is_team_member=True, team_order=1)
    above = registry.organisation(tree.city, "市纪委监委", "PARTY")
    for role in ("DISCIPLINE_OFFICER", "DISCIPLINE_LEADER"):
        registry.account(role, tree.city, who=registry.person(above))

    made = submitted(of, Told("县纪委监委 秦书恒", "压着举报不办"))

    assert made.organ == above
    assert "主要负责人" in made.state_reason
    assert not reach.may_see(of.handler, made)


def test_naming_everybody_who_could_read_it_is_asked_back(of: protection.Scene) -> None:
    with pytest.raises(errors.NotYet, match="上一级机关"):
        submitted(of, Told("县纪委监委", "周文澜、何录白、秦立言和顾明山都收了好处"))

    assert not Report.objects.exists()


def test_account_of_nobody_named_in_it_sends_it_above(of: protection.Scene) -> None:
    registry.account("DISCIPLINE_OFFICER", of.county.county, name="易无档")

    with pytest.raises(errors.NotYet):
        submitted(of, Told("县纪委监委 易无档", "泄露举报内容"))


def test_offices_are_those_of_the_regions(of: protection.Scene) -> None:
    assert {one.name for one in offices.offices()} == {"县纪委监委", "县委组织部"}


# Staff ------------------------------------------------------------------------------------------------------------


def test_letter_is_registered_by_its_office_only(of: protection.Scene) -> None:
    organ = of.county.discipline

    receipt = intake.register(
        actor=of.handler, system="DISCIPLINE", organ_id=organ.pk, told=TOLD, who=None, arrival=LETTER, at=NOW
    )

    made = Report.objects.get(pk=receipt.report_id)
    assert made.taken_in_on == date(2026, 11, 21)
    assert made.received_on == LETTER.received_on
    assert Duty.objects.filter(kind="protection.accept", closed_at=None).count() == 1
    with pytest.raises((NotHere, errors.NotAllowed)):
        intake.register(
            actor=of.org_officer, system="DISCIPLINE", organ_id=organ.pk, told=TOLD, who=None, arrival=LETTER, at=NOW
        )


@pytest.mark.parametrize(
    ("arrival", "field"),
    [
        (Arrival("LETTER", date(2026, 11, 22)), "received_on"),
        (Arrival("WEB", date(2026, 11, 20)), "way"),
        (Arrival("TRANSFERRED", date(2026, 11, 20)), "sent_by"),
    ],
)
def test_registering_asks_back(of: protection.Scene, arrival: Arrival, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        intake.register(
            actor=of.handler, system="DISCIPLINE", organ_id=of.county.discipline.pk, told=TOLD, who=None,
            arrival=arrival, at=NOW,
        )  # fmt: skip

    assert caught.value.field == field


def test_acceptance_makes_the_officer_the_handler_and_opens_the_screening(of: protection.Scene) -> None:
    made = submitted(of)

    intake.accept(actor=of.handler, report_id=made.pk, at=NOW)

    made.refresh_from_db()
    assert (made.state, made.accepted_on) == ("ACCEPTED", date(2026, 11, 21))
    assert made.assignments.get(part=Part.HANDLER).person_id == of.handler.person_id
    assert Duty.objects.filter(kind="protection.screen", closed_at=None).exists()
    assert not Duty.objects.filter(kind="protection.accept", closed_at=None).exists()
    with pytest.raises(errors.WrongState):
        intake.accept(actor=of.handler, report_id=made.pk, at=NOW)


def test_withdrawn_report_goes_on_only_by_a_leader_with_facts(of: protection.Scene) -> None:
    made = protection.report(of, state="WITHDRAWN", ended_on=registry.TODAY)

    with pytest.raises(NotHere):
        intake.take_up(actor=of.handler, report_id=made.pk, reason="有验收单", at=NOW)
    with pytest.raises(errors.MissingReason):
        intake.take_up(actor=of.leader, report_id=made.pk, reason=" ", at=NOW)
    intake.take_up(actor=of.leader, report_id=made.pk, reason="写到的验收单查得到", at=NOW)

    made.refresh_from_db()
    assert made.state == "ACCEPTED"


def test_unclean_file_is_opened_by_a_leader_with_a_reason(of: protection.Scene) -> None:
    made = submitted(of, Told("顾明川", "见附件", files=(("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"),)))
    kept = made.files.get()

    with pytest.raises(NotHere):
        intake.show_file(actor=of.handler, report_id=made.pk, file_id=kept.pk, reason="看合同", at=NOW)
    intake.show_file(actor=of.leader, report_id=made.pk, file_id=kept.pk, reason="只有这一份合同", at=NOW)

    kept.refresh_from_db()
    assert kept.shown_reason == "只有这一份合同"


# Number and outcome only -----------------------------------------------------------------------------------------


def reference(of: protection.Scene, actor: Actor | None = None) -> int:
    return references.register_reference(
        actor=actor or of.handler, system="DISCIPLINE", organ_id=of.county.discipline.pk,
        arrival=Arrival("TRANSFERRED", date(2026, 11, 2), "县纪委监委内网", "内网 77"),
        person_ids=[of.concerned.pk], at=NOW,
    )  # fmt: skip


def test_reference_holds_a_person_and_no_word(of: protection.Scene) -> None:
    made = Report.objects.get(pk=reference(of))

    one = made.allegations.get()
    assert (made.text, made.about, made.handle, made.outside_number) == ("", "", "", "内网 77")
    assert one.person == of.concerned
    assert one.text == references.NOTHING_HERE
    with pytest.raises(errors.Conflicted):
        references.register_reference(
            actor=of.handler, system="DISCIPLINE", organ_id=of.county.discipline.pk,
            arrival=Arrival("TRANSFERRED", date(2026, 11, 2), "内网", "内网 78"),
            person_ids=[of.handler.person_id or 0], at=NOW,
        )  # fmt: skip


def test_outcome_is_keyed_once_with_document_and_day(of: protection.Scene) -> None:
    made = Report.objects.get(pk=reference(of))
    given = {"allegation_id": made.allegations.get().pk, "document": "办结报告 3 号", "clause": protection.CLAUSE}

    with pytest.raises(BadInput, match="早于收到"):
        references.key_outcome(actor=of.handler, finding="UNTRUE", found_on=date(2026, 10, 1), at=NOW, **given)
    references.key_outcome(actor=of.handler, finding="PARTLY", found_on=date(2026, 11, 20), at=NOW, **given)
    with pytest.raises(errors.WrongState, match="已经录入"):
        references.key_outcome(actor=of.handler, finding="TRUE", found_on=date(2026, 11, 20), at=NOW, **given)

    one = made.allegations.get()
    assert one.finding == "PARTLY"
    assert one.untrue_part
    assert Duty.objects.filter(kind="protection.confirm", closed_at=None).exists()


# The gate of the vault -------------------------------------------------------------------------------------------


def gated(of: protection.Scene) -> Report:
    custodians(of)
    made = submitted(of, who=WHO)
    intake.accept(actor=of.handler, report_id=made.pk, at=NOW)
    protection.allegation(of, made)
    made.assignments.create(
        part=Part.INVESTIGATOR, person=of.investigators[0], assigned_at=NOW, assigned_by="account:1"
    )
    return made


def test_gate_lets_handler_and_leader_ask_and_nobody_else(of: protection.Scene) -> None:
    made = gated(of)

    answers = {
        name: identity.gate(getattr(of, name), made.handle, "request") is None
        for name in ROLES
    }  # fmt: skip

    assert {name for name, is_open in answers.items() if is_open} == {"handler", "leader"}


def test_gate_refuses_approvers_who_are_kin_superiors_or_unknown(of: protection.Scene) -> None:
    made = gated(of)
    superior = registry.person(of.county.org_department, "上官长")
    Post.objects.create(
        person=superior, organisation=of.county.township, organisation_name="柳溪镇", title="党委书记",
        is_leading=True, starts="202001",
    )  # fmt: skip
    stranger = registry.actor_of("IDENTITY_CUSTODIAN", of.county.county)
    keeper = registry.actor_of("IDENTITY_CUSTODIAN", of.county.county, who=registry.person(of.county.finance, "不相干"))
    chief = registry.actor_of("IDENTITY_CUSTODIAN", of.county.county, who=superior)

    assert identity.gate(of.kin_actor, made.handle, "approve") is not None
    assert identity.gate(chief, made.handle, "approve") is not None
    assert identity.gate(stranger, made.handle, "approve") is not None
    assert identity.gate(keeper, made.handle, "approve") is None
    assert identity.gate(keeper, made.handle, "request") is not None


def test_identity_is_asked_for_through_the_vault_under_the_packs_rules(of: protection.Scene) -> None:
    made = gated(of)
    asker = vault.moved_to(of.handler, of.county.discipline)
    barred = vault.moved_to(of.other_handler, of.county.discipline)
    given: dict[str, Any] = {
        "handle": made.handle, "purpose": "当面答复，要知道寄往哪里", "clause": "检举控告规则 第47条", "hours": 24,
        "at": NOW,
    }  # fmt: skip
    for actor in (asker, barred):
        vaults.make_key(actor=actor, passphrase=vault.PASSPHRASE, at=NOW)

    with pytest.raises(errors.NotAllowed):
        vaults.request_access(actor=barred, **given)

    assert vaults.request_access(actor=asker, **given)
    assert identity.titles(asker, [made.handle])[made.handle][0] == made.number


def test_custodians_get_duties_that_tell_nothing_of_the_report(of: protection.Scene) -> None:
    made = gated(of)
    asker = vault.moved_to(of.handler, of.county.discipline)
    vaults.make_key(actor=asker, passphrase=vault.PASSPHRASE, at=NOW)
    open_now = Duty.objects.filter(kind="protection.identity_access", closed_at=None)

    request_id = vaults.request_access(
        actor=asker, handle=made.handle, purpose="当面答复，要知道寄往哪里", clause="检举控告规则 第47条", hours=24,
        at=NOW,
    )  # fmt: skip

    duties = list(open_now.all())
    assert len(duties) == 2
    assert {one.subject for one in duties} == {f"vault.request:{request_id}"}
    told = "".join(one.title + one.why for one in duties)
    assert not [words for words in (made.number, "顾明川", "柳溪", "当面答复") if words in told]
    vaults.close_access(actor=asker, request_id=request_id, at=NOW)
    assert not open_now.exists()


def test_identities_are_over_by_the_packs_years_and_never_while_handled(
    of: protection.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = gated(of)
    Report.objects.filter(pk=made.pk).update(state="WITHDRAWN", ended_on=date(2024, 2, 29))
    assert identity.keeping("341299", registry.TODAY).years is None
    assert identity.over(date(2099, 1, 1)) == []  # 未规定 is not nought

    monkeypatch.setattr(identity, "keeping", lambda region, on: KeepingRule(2, "青禾县保密办法 第9条"))

    assert identity.over(date(2026, 2, 28)) == []
    assert [(one.handle, one.kept_until) for one in identity.over(date(2026, 3, 1))] == [
        (made.handle, date(2026, 3, 1))
    ]
    assert identity.barred(of.kin_actor) == {made.handle}
    Report.objects.filter(pk=made.pk).update(state="ACCEPTED")
    assert identity.over(date(2099, 1, 1)) == []
