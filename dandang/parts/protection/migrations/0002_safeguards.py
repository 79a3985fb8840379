"""The database itself refuses what due process forbids around a report, whoever writes the row.

Above all: nothing leads from an unfounded report to anything about its reporter (S7).
`tests/rooms/protection/test_safeguards.py` tries to get past every rule.
"""

from __future__ import annotations

from django.db import migrations

from dandang.foundation.ground.guards import Rule, dropping, making, outside

# The moves of states.py; a test compares the two.
REPORT_MOVES = (
    ("RECEIVED", "FORWARDED"), ("RECEIVED", "ACCEPTED"), ("RECEIVED", "DUPLICATE"), ("RECEIVED", "WITHDRAWN"),
    ("FORWARDED", "ACCEPTED"), ("FORWARDED", "CONCLUDED"),
    ("ACCEPTED", "CONCLUDED"), ("ACCEPTED", "FORWARDED"), ("ACCEPTED", "DUPLICATE"), ("ACCEPTED", "WITHDRAWN"),
    ("CONCLUDED", "ANSWERED"), ("CONCLUDED", "ACCEPTED"), ("ANSWERED", "ACCEPTED"), ("WITHDRAWN", "ACCEPTED"),
)  # fmt: skip
CLARIFICATION_MOVES = (
    ("ASSESSED", "CONSENTED"), ("ASSESSED", "DECLINED"), ("CONSENTED", "APPROVED"), ("CONSENTED", "DECLINED"),
    ("CONSENTED", "ASSESSED"), ("DECLINED", "CONSENTED"), ("APPROVED", "MADE"), ("APPROVED", "DECLINED"),
    ("MADE", "VISITED"), ("ASSESSED", "WITHDRAWN"), ("CONSENTED", "WITHDRAWN"), ("DECLINED", "WITHDRAWN"),
    ("APPROVED", "WITHDRAWN"), ("MADE", "WITHDRAWN"), ("VISITED", "WITHDRAWN"),
)  # fmt: skip
HARM_MOVES = (
    ("REGISTERED", "CHECKED"), ("REGISTERED", "TRUE_AFTER_ALL"), ("CHECKED", "PUBLISHED"), ("PUBLISHED", "CLOSED"),
)  # fmt: skip
ACCUSATION_MOVES = (
    ("OPENED", "INVESTIGATED"), ("OPENED", "MISTAKEN"), ("OPENED", "NOT_PROVED"),
    ("INVESTIGATED", "HEARING"), ("INVESTIGATED", "MISTAKEN"), ("INVESTIGATED", "NOT_PROVED"),
    ("HEARING", "READY"), ("HEARING", "MISTAKEN"), ("HEARING", "NOT_PROVED"),
    ("READY", "PROPOSED"), ("READY", "MISTAKEN"), ("READY", "NOT_PROVED"),
    ("PROPOSED", "PROVED"), ("PROPOSED", "MISTAKEN"), ("PROPOSED", "NOT_PROVED"), ("PROVED", "OVERTURNED"),
)  # fmt: skip

_LIVE = (
    "EXISTS (SELECT 1 FROM protection_allegation a WHERE a.report_id = {report}"
    " AND a.merged_into_id IS NULL AND a.withdrawn_on IS NULL AND {what})"
)
_FOUND_UNTRUE = "a.finding IN ('UNTRUE', 'PARTLY') AND a.confirmed_by <> ''"
_STATE_OF = "(SELECT r.state FROM protection_report r WHERE r.id = {report})"
_IS_OVER = "IN ('CONCLUDED', 'ANSWERED')"
_CARRIED = """EXISTS (
    SELECT 1 FROM casework_agendaitem i
    WHERE i.id = NEW.item_id AND i.is_carried AND i.checked_by <> '' AND i.subject = 'protection.accusation:' || NEW.id
)"""
_VOTERS = """
    SELECT m.person_id FROM casework_vote v JOIN casework_member m ON m.id = v.member_id
    WHERE v.item_id = NEW.item_id AND v.value IN ('AGREE', 'AGAINST', 'DEFER')
"""
_WAS_HEARD = (
    "EXISTS (SELECT 1 FROM protection_accusationhearing h WHERE h.case_id = NEW.id AND h.closed_at IS NOT NULL"
    " AND (h.held_on IS NOT NULL OR h.waived_on IS NOT NULL))"
)
_UNANSWERED = """EXISTS (
    SELECT 1 FROM protection_accusationpoint p JOIN protection_accusationhearing h ON h.id = p.hearing_id
    WHERE h.case_id = NEW.id AND (p.answered_at IS NULL OR p.answer_side = 'TO_VERIFY')
)"""

RULES = (
    # Reports
    Rule(
        "protection_report_moves_as_the_table_says", "protection_report", ("UPDATE",),
        "a report moves from state to state as the table of moves allows", outside(REPORT_MOVES),
    ),
    Rule(
        "protection_report_concluded_by_findings", "protection_report", ("INSERT", "UPDATE"),
        "a report is concluded when two people found on every allegation that stands",
        "NEW.state IN ('CONCLUDED', 'ANSWERED') AND (NOT EXISTS"
        " (SELECT 1 FROM protection_allegation a WHERE a.report_id = NEW.id) OR "
        + _LIVE.format(report="NEW.id", what="(a.finding = '' OR a.confirmed_by = '')")
        + ")",
    ),
    Rule(
        "protection_report_feeds_back_first", "protection_report", ("INSERT", "UPDATE"),
        "an accepted explanation is fed back to the person before the report is concluded",
        "NEW.state IN ('CONCLUDED', 'ANSWERED') AND "
        + _LIVE.format(report="NEW.id", what="a.explanation_accepted AND a.fed_back_on IS NULL"),
    ),
    Rule(
        "protection_report_keeps_its_origin", "protection_report", ("UPDATE",),
        "how and when a report came, and the handle of its vault record, never change",
        "NEW.number <> OLD.number OR NEW.received_on <> OLD.received_on OR NEW.way <> OLD.way"
        " OR (OLD.handle <> '' AND NEW.handle <> OLD.handle)"
        " OR (OLD.receipt_digest <> '' AND NEW.receipt_digest <> OLD.receipt_digest)",
    ),
    Rule(
        "protection_report_is_kept", "protection_report", ("DELETE",), "reports are never deleted", "1 = 1"
    ),
    Rule(
        "protection_allegation_is_kept", "protection_allegation", ("DELETE",), "allegations are never deleted", "1 = 1"
    ),
    Rule(
        "protection_allegation_settled_with_its_report", "protection_allegation", ("UPDATE",),
        "what was found in a concluded report is not rewritten; it is opened again with a reason",
        f"{_STATE_OF.format(report='OLD.report_id')} {_IS_OVER} AND (NEW.finding <> OLD.finding"
        " OR NEW.reasons <> OLD.reasons OR NEW.untrue_part <> OLD.untrue_part OR NEW.text <> OLD.text"
        " OR NEW.confirmed_by <> OLD.confirmed_by OR COALESCE(NEW.person_id, 0) <> COALESCE(OLD.person_id, 0))",
    ),
    Rule(
        "protection_assignment_names_nobody_reported", "protection_assignment", ("INSERT", "UPDATE"),
        "nobody works on a report that names him",
        "NEW.recused_at IS NULL AND EXISTS (SELECT 1 FROM protection_allegation a"
        " WHERE a.report_id = NEW.case_id AND a.person_id = NEW.person_id)",
    ),
    Rule(
        "protection_assignment_keeps_its_history", "protection_assignment", ("UPDATE",),
        "a part in a report is never handed on and a recusal never undone",
        "NEW.case_id <> OLD.case_id OR NEW.person_id <> OLD.person_id OR NEW.part <> OLD.part"
        " OR (OLD.recused_at IS NOT NULL AND NEW.recused_at IS NULL)",
    ),
    Rule(
        "protection_assignment_is_kept", "protection_assignment", ("DELETE",),
        "who had a part in a report is never deleted", "1 = 1",
    ),
    Rule(
        "protection_redaction_once_checked", "protection_redaction", ("UPDATE", "DELETE"),
        "what two people released is not rewritten", "OLD.checked_by <> ''",
    ),
    Rule(
        "protection_question_is_for_ever", "protection_question", ("UPDATE", "DELETE"),
        "what reporter and handlers wrote to each other is never changed", "1 = 1",
    ),
    # Clarifications
    Rule(
        "protection_clarification_moves_by_table", "protection_clarification", ("UPDATE",),
        "a clarification moves from state to state as the table of moves allows", outside(CLARIFICATION_MOVES),
    ),
    Rule(
        "protection_clarification_follows_findings", "protection_clarification", ("INSERT",),
        "only a concluded report is clarified",
        f"NEW.report_id IS NOT NULL AND COALESCE({_STATE_OF.format(report='NEW.report_id')}, '') NOT {_IS_OVER}",
    ),
    Rule(
        "protection_clarification_names_what_is_untrue", "protection_clarification", ("INSERT", "UPDATE"),
        "a clarification of a report names the untrue allegations it puts right",
        "NEW.report_id IS NOT NULL AND NEW.state IN ('APPROVED', 'MADE', 'VISITED') AND NOT EXISTS"
        " (SELECT 1 FROM protection_clarified c WHERE c.clarification_id = NEW.id)",
    ),
    Rule(
        "protection_clarification_keeps_what_was_agreed", "protection_clarification", ("UPDATE",),
        "what the person agreed to is not changed behind his back",
        "OLD.state IN ('CONSENTED', 'APPROVED', 'MADE', 'VISITED') AND NEW.state <> 'ASSESSED'"
        " AND (NEW.words <> OLD.words OR NEW.told_to <> OLD.told_to OR NEW.is_at_meeting <> OLD.is_at_meeting"
        " OR NEW.is_by_notice <> OLD.is_by_notice OR NEW.person_id <> OLD.person_id)",
    ),
    Rule(
        "protection_clarification_is_kept", "protection_clarification", ("DELETE",),
        "clarifications are never deleted", "1 = 1",
    ),
    Rule(
        "protection_clarified_is_untrue", "protection_clarified", ("INSERT", "UPDATE"),
        "only what two people found untrue about this person is clarified",
        "NOT EXISTS (SELECT 1 FROM protection_allegation a JOIN protection_clarification c"
        " ON c.report_id = a.report_id AND c.person_id = a.person_id"
        f" WHERE a.id = NEW.allegation_id AND c.id = NEW.clarification_id AND {_FOUND_UNTRUE})",
    ),
    Rule(
        "protection_harm_moves_as_the_table_says", "protection_publicharm", ("UPDATE",),
        "a harm in public moves from state to state as the table of moves allows", outside(HARM_MOVES),
    ),
    # False accusation
    Rule(
        "protection_accusation_stands_on_findings", "protection_accusation", ("INSERT",),
        "a case of false accusation is opened only on a concluded report found untrue, in whole or part",
        f"NEW.state <> 'OPENED' OR COALESCE({_STATE_OF.format(report='NEW.report_id')}, '') NOT {_IS_OVER} OR NOT "
        + _LIVE.format(report="NEW.report_id", what=_FOUND_UNTRUE),
    ),
    Rule(
        "protection_accusation_moves_by_table", "protection_accusation", ("UPDATE",),
        "a case of false accusation moves from state to state as the table of moves allows", outside(ACCUSATION_MOVES),
    ),
    Rule(
        "protection_accusation_is_heard_before_study", "protection_accusation", ("UPDATE",),
        "nobody is found a false accuser before being heard and answered on every point",
        f"NEW.state IN ('READY', 'PROPOSED', 'PROVED') AND (NOT {_WAS_HEARD} OR {_UNANSWERED})",
    ),
    Rule(
        "protection_accusation_is_voted", "protection_accusation", ("UPDATE",),
        "a false accusation is proposed and found by a carried vote about it, keyed by one and checked by another",
        f"NEW.state IN ('PROPOSED', 'PROVED') AND NOT {_CARRIED}",
    ),
    Rule(
        "protection_accusation_is_not_by_its_investigators", "protection_accusation", ("UPDATE",),
        "nobody votes on a false accusation who verified it or the report, or whom the report names",
        "NEW.state IN ('PROPOSED', 'PROVED') AND (EXISTS (SELECT 1 FROM protection_accusationassignment a"
        f" WHERE a.case_id = NEW.id AND a.part <> 'DECIDER' AND a.person_id IN ({_VOTERS}))"
        " OR EXISTS (SELECT 1 FROM protection_assignment a WHERE a.case_id = NEW.report_id"
        f" AND a.part IN ('HANDLER', 'INVESTIGATOR') AND a.person_id IN ({_VOTERS}))"
        " OR EXISTS (SELECT 1 FROM protection_allegation a WHERE a.report_id = NEW.report_id"
        f" AND a.person_id IN ({_VOTERS})))",
    ),
    Rule(
        "protection_accusation_is_investigated_by_two", "protection_accusation", ("UPDATE",),
        "two people who had no part in the report verify a false accusation",
        "NEW.state IN ('PROPOSED', 'PROVED') AND (SELECT COUNT(*) FROM protection_accusationassignment a"
        " WHERE a.case_id = NEW.id AND a.part = 'INVESTIGATOR' AND a.recused_at IS NULL) < 2",
    ),
    Rule(
        "protection_accusation_once_ended", "protection_accusation", ("UPDATE",),
        "what a case of false accusation came to is never rewritten",
        "OLD.state IN ('PROVED', 'MISTAKEN', 'NOT_PROVED', 'OVERTURNED') AND (NEW.reasons <> OLD.reasons"
        " OR NEW.fabrication <> OLD.fabrication OR NEW.intent <> OLD.intent"
        " OR (NEW.consequence <> OLD.consequence AND NEW.state <> 'OVERTURNED')"
        " OR NEW.decided_on <> OLD.decided_on OR NEW.consequence_ends_on > OLD.consequence_ends_on)",
    ),
    Rule(
        "protection_accusation_overturned_by_review", "protection_accusation", ("UPDATE",),
        "a finding of false accusation is taken back by a review of two other people that an organ above approved",
        "NEW.state = 'OVERTURNED' AND (NOT EXISTS (SELECT 1 FROM protection_accusationreview v"
        " WHERE v.case_id = NEW.id AND v.result = 'OVERTURNED')"
        " OR (SELECT COUNT(*) FROM protection_accusationassignment a"
        " WHERE a.case_id = NEW.id AND a.part = 'REVIEWER' AND a.recused_at IS NULL) < 2)",
    ),
    Rule(
        "protection_review_is_of_a_proved_case", "protection_accusationreview", ("INSERT",),
        "only a proved false accusation is looked at again",
        "NOT EXISTS (SELECT 1 FROM protection_accusation c WHERE c.id = NEW.case_id AND c.state = 'PROVED')",
    ),
    Rule(
        "protection_review_once_decided", "protection_accusationreview", ("UPDATE",),
        "what a review of a false accusation came to is never rewritten",
        "OLD.result <> '' AND (NEW.result <> OLD.result OR NEW.reasons <> OLD.reasons OR NEW.findings <> OLD.findings"
        " OR NEW.decided_on <> OLD.decided_on OR NEW.case_id <> OLD.case_id)",
    ),
    Rule(
        "protection_review_is_kept", "protection_accusationreview", ("DELETE",),
        "reviews of false accusations are never deleted", "1 = 1",
    ),
    Rule(
        "protection_accusation_is_kept", "protection_accusation", ("DELETE",),
        "cases of false accusation are never deleted", "1 = 1",
    ),
    Rule(
        "protection_accusers_are_other_people", "protection_accusationassignment", ("INSERT", "UPDATE"),
        "nobody verifies or reviews a false accusation who verified the report or whom it names",
        "NEW.recused_at IS NULL AND NEW.part IN ('INVESTIGATOR', 'REVIEWER') AND (EXISTS (SELECT 1 FROM protection_assignment a"
        " JOIN protection_accusation c ON c.report_id = a.case_id"
        " WHERE c.id = NEW.case_id AND a.person_id = NEW.person_id)"
        " OR EXISTS (SELECT 1 FROM protection_allegation g JOIN protection_accusation c ON c.report_id = g.report_id"
        " WHERE c.id = NEW.case_id AND g.person_id = NEW.person_id))",
    ),
    Rule(
        "protection_accusationassignment_keeps_history", "protection_accusationassignment", ("UPDATE",),
        "a part in a case is never handed on and a recusal never undone",
        "NEW.case_id <> OLD.case_id OR NEW.person_id <> OLD.person_id OR NEW.part <> OLD.part"
        " OR (OLD.recused_at IS NOT NULL AND NEW.recused_at IS NULL)",
    ),
    Rule(
        "protection_accusationassignment_is_kept", "protection_accusationassignment", ("DELETE",),
        "who had a part in a case is never deleted", "1 = 1",
    ),
    Rule(
        "protection_referral_stands_on_proof", "protection_dishonestyreferral", ("INSERT",),
        "only a proved false accusation is handed to the register of dishonesty",
        "NOT EXISTS (SELECT 1 FROM protection_accusation c WHERE c.id = NEW.accusation_id AND c.state = 'PROVED')",
    ),
    Rule(
        "protection_referral_keeps_its_case", "protection_dishonestyreferral", ("UPDATE",),
        "a referral is never moved to another case", "NEW.accusation_id <> OLD.accusation_id",
    ),
    Rule(
        "protection_referral_never_grows", "protection_dishonestyreferral", ("UPDATE",),
        "a term on the register of dishonesty is never made longer", "NEW.ends_on > OLD.ends_on",
    ),
    Rule(
        "protection_referral_is_kept", "protection_dishonestyreferral", ("DELETE",), "referrals are never deleted",
        "1 = 1",
    ),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0001_initial"),
        ("casework", "0002_checked_votes_stay"),
    ]
    operations = [migrations.RunPython(making(RULES), dropping(RULES))]
