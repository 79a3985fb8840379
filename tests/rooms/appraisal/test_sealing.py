"""The committee's decision: when it may be taken, who may vote, what it writes into the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.appraisal.actions import grades, participants, sealing
from dandang.parts.appraisal.models import SealingMeeting
from dandang.parts.appraisal.queries import sealing as queries
from dandang.parts.appraisal.records import VoteInput
from dandang.registry.people.models import AnnualResult, FamilyMember
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
WIDE = 15  # SPEC PL-12, issue 2: queries of a page at most
AGREE, AGAINST, RECUSED, ABSENT = "AGREE", "AGAINST", "RECUSED", "ABSENT"
FRIDAY, SATURDAY, MONDAY = date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 21)


def _votes(*values: str) -> list[VoteInput]:
    return [VoteInput(f"委员{place}", value, reason="有理由") for place, value in enumerate(values, 1)]


# The decision ----------------------------------------------------------------------------------------------------


def test_grades_reach_every_persons_file(story_in_publicity: appraisal.Story) -> None:
    story = story_in_publicity
    unit = story.finance
    left_out = story.participants()[-1]
    participants.decide_participation(
        actor=story.finance_officer, participant_id=left_out.pk, participation="COMMENT_ONLY", reason="试用期内",
        at=appraisal.PUBLICISED,
    )  # fmt: skip

    appraisal.decide(story, unit)

    rows = unit.participants.order_by("order_key", "pk")
    written = {row.person_id: row for row in AnnualResult.objects.filter(year=2026)}
    for one in rows:
        assert one.grade == (one.proposed_grade if one.pk != left_out.pk else "")
        assert written[one.person_id].grade == (one.grade or sealing.UNGRADED)
        assert written[one.person_id].post_text == "科员"
    assert sorted(row.grade for row in rows) == sorted(["优秀", *["称职"] * 4, ""])
    assert story.finance.state == "SEALED"
    assert story.township.state == "PUBLICISED"
    assert story.reload().cycle.state == "SCORED"
    assert Entry.objects.filter(verb="appraisal.unit.sealed").count() == 1
    assert Duty.objects.filter(kind="appraisal.notice", closed_at=None).count() == 1
    decided = queries.sealed(unit)
    assert decided is not None
    assert [(vote.member_name, vote.reason) for vote in decided.dissent] == [
        ("常委丙", "认为一名拟定优秀人员还要再核实")
    ]


def test_the_last_unit_seals_the_cycle(story_in_publicity: appraisal.Story) -> None:
    story = story_in_publicity
    for unit in (story.finance, story.township):
        appraisal.decide(story, unit)

    assert story.reload().cycle.state == "SEALED"


def test_decision_refused(story_in_publicity: appraisal.Story) -> None:
    story = story_in_publicity
    member = story.participants()[1]
    kin = story.leaders["县财政局"][0]
    FamilyMember.objects.create(person=member.person, relation="父亲", name=kin.name, relative=kin)
    three = _votes(AGREE, AGREE, AGREE)
    table: Sequence[tuple[str, date, Sequence[VoteInput], str]] = [
        ("a meeting on the last day of 公示", FRIDAY, three, "公示到 2026-12-18 为止"),
        ("a meeting not held yet", date(2026, 12, 22), three, "会议日期在今天以后"),
        ("nobody voted", MONDAY, [], "请登记到会成员"),
        ("half is no majority", MONDAY, _votes(AGREE, AGREE, AGAINST, ABSENT), "没有过半数"),
        ("everybody recused", MONDAY, _votes(RECUSED, RECUSED), "没有过半数"),
        ("one member twice", MONDAY, [*three, VoteInput("委员1", AGREE)], "委员1写了两次"),
        ("dissent without a reason", MONDAY, [*three, VoteInput("委员4", AGAINST)], "请写明理由"),
        ("recusal without a reason", MONDAY, [*three, VoteInput("委员4", RECUSED)], "请写明理由"),
        ("put off without a reason", MONDAY, [*three, VoteInput("委员4", "DEFER")], "请写明理由"),
        ("a member who is assessed", MONDAY, [*three, VoteInput(member.name, AGREE)], "本人在这份名单里"),
        (
            "the same under another writing",
            MONDAY,
            [*three, VoteInput("某局长", AGREE, person_id=member.person_id)],
            "本人在这份名单里",
        ),
        (
            "near kin of somebody assessed",
            MONDAY,
            [*three, VoteInput(kin.name, AGREE, person_id=kin.pk)],
            f"是名单里{member.name}的近亲属",
        ),
    ]

    for what, held_on, votes, words in table:
        with pytest.raises(Refusal, match=words):
            appraisal.decide(story, story.finance, votes=votes, held_on=held_on)
        assert not SealingMeeting.objects.exists(), what
    assert story.finance.state == "PUBLICISED"
    assert not AnnualResult.objects.filter(year=2026).exists()


def test_a_recused_member_stays_on_the_sheet_and_has_no_vote(story_in_publicity: appraisal.Story) -> None:
    story = story_in_publicity
    member = story.participants()[1]
    votes = [*_votes(AGREE, AGREE, AGAINST), VoteInput(member.name, RECUSED, reason="本人在名单里")]

    appraisal.decide(story, story.finance, votes=votes)

    decided = queries.sealed(story.finance)
    assert decided is not None
    assert (decided.count.expected, decided.count.recused, decided.count.agree) == (4, 1, 2)
    assert "有表决权 3 人" in decided.count.sentence


def test_the_first_day_after_publicity_is_early_enough(story_in_publicity: appraisal.Story) -> None:
    appraisal.decide(story_in_publicity, story_in_publicity.finance, held_on=SATURDAY)

    assert story_in_publicity.finance.state == "SEALED"


def test_today_is_the_day_in_china(story_in_publicity: appraisal.Story) -> None:
    one_in_the_morning = datetime(2026, 12, 20, 17, 0, tzinfo=UTC)

    appraisal.decide(story_in_publicity, story_in_publicity.finance, held_on=MONDAY, at=one_in_the_morning)

    assert story_in_publicity.finance.state == "SEALED"


def test_sealing_needs_proposals_publicity_and_happens_once() -> None:
    story = appraisal.proposed()
    with pytest.raises(Refusal, match="要先公示满法定工作日"):
        appraisal.decide(story, story.finance)
    grades.withdraw(actor=story.system, unit_id=story.finance.pk, reason="再看", at=appraisal.GRADED)
    with pytest.raises(Refusal, match="还没有上报等次建议"):
        appraisal.decide(story, story.finance)
    for one in story.participants():
        grades.propose_grade(
            actor=story.system, participant_id=one.pk, grade="称职", reason="今年不评优秀", at=appraisal.GRADED
        )
    grades.send_up(actor=story.system, unit_id=story.finance.pk, at=appraisal.GRADED)

    appraisal.decide(story, story.finance)  # nobody is proposed for 优秀: no 公示

    with pytest.raises(Refusal, match="已经确定"):
        appraisal.decide(story, story.finance)
    with pytest.raises(Refusal):
        grades.withdraw(actor=story.system, unit_id=story.finance.pk, reason="再看", at=appraisal.DECIDED)


def test_who_may_seal(story_in_publicity: appraisal.Story) -> None:
    story = story_in_publicity
    table = [
        (story.finance_officer, False),
        (story.org_officer, False),
        (registry.actor_of("COMMITTEE_SECRETARY", story.county.township), False),
        (registry.actor_of("COMMITTEE_SECRETARY", story.county.finance), True),
    ]

    for actor, may in table:
        if may:
            sealing.seal(
                actor=actor, unit_id=story.finance.pk, body_name="考核委员会", held_on=MONDAY, chair="甲",
                recorder="乙", votes=_votes(AGREE), at=appraisal.DECIDED,
            )  # fmt: skip
        else:
            with pytest.raises(Refusal) as refused:
                sealing.seal(
                    actor=actor, unit_id=story.finance.pk, body_name="考核委员会", held_on=MONDAY, chair="甲",
                    recorder="乙", votes=_votes(AGREE), at=appraisal.DECIDED,
                )  # fmt: skip
            assert refused.value.status in {403, 404}
    assert story.finance.state == "SEALED"


# Pages -----------------------------------------------------------------------------------------------------------


def test_sheet_is_checked_before_it_decides(story_in_publicity: appraisal.Story, secretary: Client) -> None:
    story = story_in_publicity
    address = f"/appraisal/units/{story.finance.pk}/sealing/"
    leader = story.leaders["县财政局"][0].name

    sheet = secretary.get(address).content.decode()
    refused = secretary.post(address, _sheet([(leader, AGREE, ""), ("外请", AGAINST, "")]))
    bare = secretary.post(address, _sheet([("外请", "", "")]))
    checked = secretary.post(address, _sheet([(leader, AGREE, ""), ("外请", AGREE, "")], minutes="讨论充分"))
    back = secretary.post(address, _sheet([(leader, AGREE, "")], go="back", minutes="讨论充分"))
    more = secretary.post(address, _sheet([(leader, AGREE, "")], go="rows"))

    assert f'value="{leader}"' in sheet  # the leading team is filled in
    assert refused.status_code == 400
    assert "请写明理由" in refused.content.decode()
    assert 'value="外请"' in refused.content.decode()
    assert "还没有选表决意见" in bare.content.decode()
    assert "同意 2，不同意 0" in checked.content.decode()
    assert story.finance.state == "PUBLICISED"  # nothing is decided by checking
    assert "讨论充分" in back.content.decode()
    assert more.content.decode().count('name="form-3-name"') == 1

    done = secretary.post(address, _sheet([(leader, AGREE, ""), ("外请", AGREE, "")], go="seal", minutes="讨论充分"))

    assert done.status_code == 302
    assert story.finance.state == "SEALED"
    page = secretary.get(address).content.decode()
    assert "讨论充分" in page
    assert leader in page
    again = secretary.post(address, _sheet([(leader, AGREE, "")], go="seal"))
    assert again.status_code == 200
    assert SealingMeeting.objects.count() == 1


def test_page_asks_no_more_for_more_people(secretary_client: tuple[appraisal.Story, Client]) -> None:
    story, client = secretary_client
    address = f"/appraisal/units/{story.finance.pk}/sealing/"

    client.get(address)  # the first visit of a day also notes the visit

    with CaptureQueriesContext(connection) as before:
        client.get(address)
    appraisal.decide(story, story.finance)
    with CaptureQueriesContext(connection) as after:
        client.get(address)

    assert len(before) <= WIDE, "\n".join(query["sql"][-300:] for query in before)
    assert len(after) <= WIDE, "\n".join(query["sql"][-300:] for query in after)


@pytest.fixture
def story_in_publicity() -> appraisal.Story:
    return appraisal.publicised()


@pytest.fixture
def secretary(story_in_publicity: appraisal.Story, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: appraisal.DECIDED)
    return _client("COMMITTEE_SECRETARY", story_in_publicity)


@pytest.fixture(params=[5, 60])
def secretary_client(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[appraisal.Story, Client]:
    story = appraisal.publicised(lambda place, rater, *_: 96 - place - rater % 2, staff=request.param)
    monkeypatch.setattr(timezone, "now", lambda: appraisal.DECIDED)
    return story, _client("COMMITTEE_SECRETARY", story)


def _client(role: str, story: appraisal.Story) -> Client:
    client = Client()
    client.force_login(registry.account(role, story.county.finance), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _sheet(rows: list[tuple[str, str, str]], *, go: str = "check", **fields: str) -> dict[str, str]:
    data = {
        "go": go, "body_name": "县财政局考核委员会", "held_on": "2026-12-21", "chair": "局长", "recorder": "办公室",
        "form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0", **fields,
    }  # fmt: skip
    for place, (name, value, reason) in enumerate(rows):
        data |= {f"form-{place}-name": name, f"form-{place}-value": value, f"form-{place}-reason": reason}
    return data
