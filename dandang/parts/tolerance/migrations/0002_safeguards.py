"""The database itself refuses an outcome about a person without due process, whoever writes the row.

`tests/rooms/tolerance/test_safeguards.py` tries to get past every one.
"""

from __future__ import annotations

from django.db import migrations

from dandang.foundation.ground.guards import Rule, dropping, making, outside

# The moves of states.CASE_MOVES; a test compares the two.
MOVES = (
    ("APPLIED", "ACCEPTED"), ("APPLIED", "REFUSED"), ("APPLIED", "WITHDRAWN"),
    ("ACCEPTED", "INVESTIGATING"), ("ACCEPTED", "WITHDRAWN"), ("ACCEPTED", "ENDED"),
    ("INVESTIGATING", "INVESTIGATED"), ("INVESTIGATING", "WITHDRAWN"), ("INVESTIGATING", "ENDED"),
    ("INVESTIGATED", "HEARING"), ("INVESTIGATED", "READY"), ("INVESTIGATED", "INVESTIGATING"),
    ("INVESTIGATED", "WITHDRAWN"), ("INVESTIGATED", "ENDED"),
    ("HEARING", "READY"), ("HEARING", "INVESTIGATING"), ("HEARING", "ENDED"),
    ("READY", "DECIDED"), ("READY", "INVESTIGATING"), ("READY", "ENDED"),
    ("DECIDED", "SERVED"),
    ("SERVED", "CORRECTING"), ("SERVED", "CLOSED"),
    ("CORRECTING", "CLOSED"), ("CORRECTING", "REFERRED"),
)  # fmt: skip

_SPEAKS_AGAINST = """(
    EXISTS (SELECT 1 FROM tolerance_elementfinding f WHERE f.case_id = {case} AND f.side = 'AGAINST')
    OR EXISTS (SELECT 1 FROM tolerance_distinctionfinding f WHERE f.case_id = {case} AND f."where" = 'GRAVER')
)"""
_WAS_HEARD = (
    "EXISTS (SELECT 1 FROM tolerance_hearing h WHERE h.case_id = {case} AND h.closed_at IS NOT NULL"
    " AND (h.held_on IS NOT NULL OR h.waived_on IS NOT NULL))"
)
_UNANSWERED = """EXISTS (
    SELECT 1 FROM tolerance_hearingpoint p JOIN tolerance_hearing h ON h.id = p.hearing_id
    WHERE h.case_id = {case} AND p.answered_at IS NULL
)"""
_CARRIED = """EXISTS (
    SELECT 1 FROM casework_agendaitem i
    WHERE i.id = NEW.item_id AND i.is_carried AND i.checked_by <> '' AND i.subject = '{kind}:' || {key}
)"""
_VOTERS = """
    SELECT m.person_id FROM casework_vote v JOIN casework_member m ON m.id = v.member_id
    WHERE v.item_id = {item} AND v.value IN ('AGREE', 'AGAINST', 'DEFER')
"""
_DECISION = "EXISTS (SELECT 1 FROM tolerance_decision d WHERE d.case_id = NEW.id)"
_BEHIND_A_DECISION = "NEW.state IN ('DECIDED', 'SERVED', 'CORRECTING', 'CLOSED', 'REFERRED')"

RULES = (
    Rule(
        "tolerance_case_moves_as_the_table_says", "tolerance_case", ("UPDATE",),
        "a case moves from state to state as the table of moves allows",
        outside(MOVES),
    ),
    Rule(
        "tolerance_case_is_studied_after_hearing", "tolerance_case", ("INSERT", "UPDATE"),
        "a case with a finding against the person goes to the meeting only after hearing the person",
        "NEW.state = 'READY' AND "
        + _SPEAKS_AGAINST.format(case="NEW.id")
        + " AND NOT "
        + _WAS_HEARD.format(case="NEW.id"),
    ),
    Rule(
        "tolerance_case_is_decided_by_a_decision", "tolerance_case", ("INSERT", "UPDATE"),
        "a case is decided only by a decision on file",
        f"{_BEHIND_A_DECISION} AND NOT {_DECISION}",
    ),
    Rule(
        "tolerance_case_is_referred_by_a_finding", "tolerance_case", ("INSERT", "UPDATE"),
        "a case is referred to accountability only by an organ's reasoned finding on file",
        "NEW.state = 'REFERRED' AND NOT EXISTS (SELECT 1 FROM tolerance_referral r WHERE r.case_id = NEW.id)",
    ),
    Rule(
        "tolerance_case_reasons_every_element", "tolerance_case", ("INSERT", "UPDATE"),
        "a decision gives a reason for each of the six elements",
        "NEW.state = 'DECIDED' AND (SELECT COUNT(DISTINCT r.element) FROM tolerance_decisionreason r"
        " JOIN tolerance_decision d ON d.id = r.decision_id WHERE d.case_id = NEW.id) < 6",
    ),
    Rule(
        "tolerance_decision_follows_a_checked_vote", "tolerance_decision", ("INSERT",),
        "a decision follows a carried vote about this case, keyed by one and checked by another",
        "NOT " + _CARRIED.format(kind="tolerance.case", key="NEW.case_id"),
    ),
    Rule(
        "tolerance_decision_has_two_people", "tolerance_decision", ("INSERT",),
        "a decision about a person is carried by at least two people",
        "(SELECT COUNT(*) FROM casework_vote v WHERE v.item_id = NEW.item_id AND v.value = 'AGREE') < 2",
    ),
    Rule(
        "tolerance_decision_is_not_by_its_investigators", "tolerance_decision", ("INSERT",),
        "nobody votes on a case who handled, investigated, reviewed or is concerned by it",
        "EXISTS (SELECT 1 FROM tolerance_assignment a WHERE a.case_id = NEW.case_id AND a.part <> 'DECIDER'"
        f" AND a.person_id IN ({_VOTERS.format(item='NEW.item_id')}))"
        " OR EXISTS (SELECT 1 FROM tolerance_case c WHERE c.id = NEW.case_id"
        f" AND c.person_id IN ({_VOTERS.format(item='NEW.item_id')}))",
    ),
    Rule(
        "tolerance_decision_knows_every_finding", "tolerance_decision", ("INSERT",),
        "a decision stands on findings about all six elements and all three distinctions",
        "(SELECT COUNT(*) FROM tolerance_elementfinding f WHERE f.case_id = NEW.case_id) < 6"
        " OR (SELECT COUNT(*) FROM tolerance_distinctionfinding f WHERE f.case_id = NEW.case_id) < 3",
    ),
    Rule(
        "tolerance_decision_follows_hearing", "tolerance_decision", ("INSERT",),
        "nothing unfavourable is decided before the person was heard and every point answered",
        f"((NOT NEW.is_favourable OR {_SPEAKS_AGAINST.format(case='NEW.case_id')})"
        f" AND NOT {_WAS_HEARD.format(case='NEW.case_id')}) OR {_UNANSWERED.format(case='NEW.case_id')}",
    ),
    Rule(
        "tolerance_decision_is_for_ever", "tolerance_decision", ("UPDATE",),
        "what was decided is never rewritten; a review changes what follows from it",
        "NEW.outcome <> OLD.outcome OR NEW.reasons <> OLD.reasons OR NEW.item_id <> OLD.item_id"
        " OR NEW.case_id <> OLD.case_id OR NEW.clause <> OLD.clause OR NEW.decided_on <> OLD.decided_on",
    ),
    Rule(
        "tolerance_decision_is_kept", "tolerance_decision", ("DELETE",), "decisions are never deleted", "1 = 1"
    ),
    Rule(
        "tolerance_decisionreason_is_for_ever", "tolerance_decisionreason", ("UPDATE", "DELETE"),
        "the reasons of a decision are never rewritten", "1 = 1",
    ),
    Rule(
        "tolerance_assignment_is_not_the_person_concerned", "tolerance_assignment", ("INSERT", "UPDATE"),
        "nobody works on the case about himself",
        "EXISTS (SELECT 1 FROM tolerance_case c WHERE c.id = NEW.case_id AND c.person_id = NEW.person_id)",
    ),
    Rule(
        "tolerance_assignment_keeps_its_history", "tolerance_assignment", ("UPDATE",),
        "a part in a case is never handed on and a recusal never undone",
        "NEW.case_id <> OLD.case_id OR NEW.person_id <> OLD.person_id OR NEW.part <> OLD.part"
        " OR (OLD.recused_at IS NOT NULL AND NEW.recused_at IS NULL)",
    ),
    Rule(
        "tolerance_assignment_is_kept", "tolerance_assignment", ("DELETE",),
        "who had a part in a case is never deleted", "1 = 1",
    ),
    Rule(
        "tolerance_statement_is_for_ever", "tolerance_statement", ("UPDATE", "DELETE"),
        "what people said is never changed", "1 = 1",
    ),
    Rule(
        "tolerance_hearingpoint_closed_with_its_hearing", "tolerance_hearingpoint", ("UPDATE",),
        "a closed hearing is not changed; hear again in a new round",
        "EXISTS (SELECT 1 FROM tolerance_hearing h WHERE h.id = OLD.hearing_id AND h.closed_at IS NOT NULL)"
        # What was left to be verified gets its answer before the meeting; the point and the person's words stay.
        " AND (OLD.answer_side <> 'TO_VERIFY' OR NEW.statement <> OLD.statement OR NEW.point <> OLD.point"
        " OR NEW.number <> OLD.number OR NEW.hearing_id <> OLD.hearing_id)",
    ),
    Rule(
        "tolerance_hearing_once_closed", "tolerance_hearing", ("UPDATE",),
        "a closed hearing is not changed; hear again in a new round", "OLD.closed_at IS NOT NULL",
    ),
    Rule(
        "tolerance_review_is_decided_by_a_checked_vote", "tolerance_review", ("INSERT", "UPDATE"),
        "a review is decided by a carried vote about it, keyed by one and checked by another",
        "NEW.state = 'DECIDED' AND NOT " + _CARRIED.format(kind="tolerance.review", key="NEW.id"),
    ),
    Rule(
        "tolerance_review_is_by_other_people", "tolerance_review", ("INSERT", "UPDATE"),
        "a review is decided by people who had no part in the case",
        "NEW.state = 'DECIDED' AND (EXISTS (SELECT 1 FROM tolerance_decision d"
        f" JOIN casework_vote v ON v.item_id = d.item_id JOIN casework_member m ON m.id = v.member_id"
        f" WHERE d.case_id = NEW.case_id AND v.value IN ('AGREE', 'AGAINST', 'DEFER')"
        f" AND m.person_id IN ({_VOTERS.format(item='NEW.item_id')}))"
        " OR EXISTS (SELECT 1 FROM tolerance_assignment a WHERE a.case_id = NEW.case_id"
        f" AND a.part IN ('HANDLER', 'INVESTIGATOR') AND a.person_id IN ({_VOTERS.format(item='NEW.item_id')})))",
    ),
    Rule(
        "tolerance_review_asked_for_is_never_heavier", "tolerance_review", ("INSERT", "UPDATE"),
        "a review the person asked for takes nothing away",
        "NEW.state = 'DECIDED' AND NEW.kind = 'REQUESTED' AND NEW.result = 'OVERTURNED' AND EXISTS"
        " (SELECT 1 FROM tolerance_decision d WHERE d.case_id = NEW.case_id AND d.is_favourable)",
    ),
    Rule(
        "tolerance_review_hears_the_person", "tolerance_review", ("INSERT", "UPDATE"),
        "an ordered review that changes anything hears and answers the person first",
        "NEW.state = 'DECIDED' AND NEW.kind = 'ORDERED' AND NEW.result <> 'UPHELD'"
        " AND (NEW.person_said = '' OR NEW.answer = '')",
    ),
    Rule(
        "tolerance_referral_is_an_organs_finding", "tolerance_referral", ("INSERT", "UPDATE"),
        "only a carried vote of an organ refers somebody to accountability",
        "NOT EXISTS (SELECT 1 FROM casework_agendaitem i"
        " WHERE i.id = NEW.item_id AND i.is_carried AND i.checked_by <> '')",
    ),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("tolerance", "0001_initial"),
        ("casework", "0002_checked_votes_stay"),
        ("matters", "0002_refuse_changes"),
    ]
    operations = [migrations.RunPython(making(RULES), dropping(RULES))]
