"""Paths of false accusation and of the register of dishonesty, and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import accusation_decisions as decisions
from .views import accusation_hearings as hearings
from .views import accusation_reviews as reviews
from .views import accusations

_CASE = "accusations/<int:accusation_id>/"
PATHS = [
    path("accusations/", accusations.accusations, name="accusations"),
    path("reports/<int:report_id>/accusation/", accusations.accusation_open, name="accusation_open"),
    path(_CASE, accusations.accusation, name="accusation"),
    path(f"{_CASE}team/", accusations.accusation_team, name="accusation_team"),
    path(f"{_CASE}team/assign/", accusations.accusation_assign, name="accusation_assign"),
    path(f"{_CASE}team/<int:person_id>/recuse/", accusations.accusation_recuse, name="accusation_recuse"),
    path(f"{_CASE}findings/", accusations.accusation_findings, name="accusation_findings"),
    path(f"{_CASE}findings/keep/", accusations.accusation_keep, name="accusation_keep"),
    path(f"{_CASE}findings/report/", accusations.accusation_report, name="accusation_report"),
    path(f"{_CASE}findings/advise/", accusations.accusation_advise, name="accusation_advise"),
    path(f"{_CASE}end/", accusations.accusation_end, name="accusation_end"),
    path(f"{_CASE}hearing/", hearings.accusation_hearing, name="accusation_hearing"),
    path(f"{_CASE}hearing/notice/", hearings.accusation_notice, name="accusation_notice"),
    path(f"{_CASE}hearing/record/", hearings.accusation_record, name="accusation_record"),
    path(f"{_CASE}hearing/waiver/", hearings.accusation_waiver, name="accusation_waiver"),
    path(f"{_CASE}hearing/silence/", hearings.accusation_silence, name="accusation_silence"),
    path(f"{_CASE}hearing/close/", hearings.accusation_hearing_close, name="accusation_hearing_close"),
    path(f"{_CASE}hearing/scan/", hearings.accusation_scan, name="accusation_scan"),
    path(f"{_CASE}hearing/<int:point_id>/take/", hearings.accusation_take, name="accusation_take"),
    path(f"{_CASE}hearing/<int:point_id>/words/", hearings.accusation_words, name="accusation_words"),
    path(f"{_CASE}hearing/<int:point_id>/answer/", hearings.accusation_answer, name="accusation_answer"),
    path(f"{_CASE}decide/", decisions.accusation_decide, name="accusation_decide"),
    path(f"{_CASE}decide/submit/", decisions.accusation_submit, name="accusation_submit"),
    path(f"{_CASE}decide/propose/", decisions.accusation_propose, name="accusation_propose"),
    path(f"{_CASE}decide/check/", decisions.accusation_check, name="accusation_check"),
    path(f"{_CASE}decide/confirm/", decisions.accusation_confirm, name="accusation_confirm"),
    path(f"{_CASE}referral/", decisions.accusation_referral, name="accusation_referral"),
    path(f"{_CASE}referral/<int:referral_id>/remove/", decisions.referral_remove, name="referral_remove"),
    path(f"{_CASE}review/", reviews.accusation_review, name="accusation_review"),
    path(f"{_CASE}review/order/", reviews.review_order, name="review_order"),
    path(f"{_CASE}review/assign/", reviews.review_assign, name="review_assign"),
    path(f"{_CASE}review/report/", reviews.review_report, name="review_report"),
    path(f"{_CASE}review/decide/", reviews.review_decide, name="review_decide"),
    path(f"{_CASE}review/undone/", reviews.review_undone, name="review_undone"),
    path("referrals/", decisions.referral_list, name="referrals"),
]
_STAFF = {
    "accusation_open", "accusation_assign", "accusation_end", "accusation_notice", "accusation_record",
    "accusation_waiver", "accusation_silence", "accusation_hearing_close", "accusation_take", "accusation_words",
    "accusation_answer", "accusation_submit", "accusation_propose", "accusation_check", "accusation_confirm",
    "accusation_referral", "referral_remove", "referrals", "accusation_team",
    "review_order", "review_assign", "review_decide", "review_undone",
}  # fmt: skip
_PART = {"accusation_findings", "accusation_keep", "accusation_report", "accusation_advise", "review_report"}
POLICY = {
    str(one.name): "protection.staff" if one.name in _STAFF else "protection.part" if one.name in _PART
    else "protection.view"
    for one in PATHS
}  # fmt: skip
