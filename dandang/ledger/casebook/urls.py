"""Paths of the room and who may open each."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.casebook.views import approval, circulars, drafts, entries, work

app_name = "casebook"

urlpatterns = [
    path("", entries.entries, name="entries"),
    path("<int:entry_id>/", entries.entry, name="entry"),
    path("<int:entry_id>/now/", entries.goto, name="goto"),
    path("desk/", drafts.desk, name="desk"),
    path("new/", drafts.new, name="new"),
    path("new/outside/", drafts.outside, name="outside"),
    path("<int:entry_id>/work/", work.work, name="work"),
    path("<int:entry_id>/work/text/", work.rewrite, name="rewrite"),
    path("<int:entry_id>/work/markings/", work.markings, name="markings"),
    path("<int:entry_id>/work/mark/", work.mark, name="mark"),
    path("<int:entry_id>/work/check/", work.check, name="check"),
    path("<int:entry_id>/drop/", work.drop, name="drop"),
    path("<int:entry_id>/withdraw/", work.withdraw, name="withdraw"),
    path("<int:entry_id>/settle/", work.settle, name="settle"),
    path("<int:entry_id>/approval/", approval.approval, name="approval"),
    path("<int:entry_id>/approve/", approval.approve, name="approve"),
    path("<int:entry_id>/return/", approval.send_back, name="return"),
    path("circulars/", circulars.circulars, name="circulars"),
    path("circulars/new/", circulars.new, name="new_circular"),
    path("circulars/<int:circular_id>/", circulars.circular, name="circular"),
    path("circulars/<int:circular_id>/redraft/", circulars.redraft, name="redraft_circular"),
]
_READ = ("entries", "entry", "goto")
_APPROVE = ("approval", "approve", "return")
POLICY = {
    **dict.fromkeys((str(one.name) for one in urlpatterns), "casebook.draft"),
    **dict.fromkeys(_READ, "casebook.read"),
    "desk": "casebook.desk",
    **dict.fromkeys(_APPROVE, "casebook.approve"),
}
