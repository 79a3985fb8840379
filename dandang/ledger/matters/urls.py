"""Matters, their evidence, accountability and findings."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.matters.views import accountability, evidence, findings, matters

app_name = "matters"
urlpatterns = [
    path("", matters.matter_list, name="list"),
    path("new/", matters.new_matter, name="new"),
    path("<int:matter_id>/", matters.matter, name="matter"),
    path("<int:matter_id>/people/new/", matters.new_involvement, name="new_involvement"),
    path("<int:matter_id>/close/", matters.close, name="close"),
    path("<int:matter_id>/reopen/", matters.reopen, name="reopen"),
    path("<int:matter_id>/evidence/new/", evidence.new_evidence, name="new_evidence"),
    path("<int:matter_id>/accountability/new/", accountability.new_accountability, name="new_accountability"),
    path("evidence/<int:evidence_id>/", evidence.evidence, name="evidence"),
    path("evidence/<int:evidence_id>/file/", evidence.file, name="evidence_file"),
    path("evidence/<int:evidence_id>/confirm/", evidence.confirm, name="evidence_confirm"),
    path("evidence/<int:evidence_id>/withdraw/", evidence.withdraw, name="evidence_withdraw"),
    path("accountability/", accountability.accountabilities, name="accountabilities"),
    path("accountability/<int:accountability_id>/", accountability.accountability, name="accountability"),
    path("accountability/<int:accountability_id>/consider/", accountability.consider, name="consider"),
    path("accountability/<int:accountability_id>/start/", accountability.start, name="start"),
    path("accountability/<int:accountability_id>/send/", accountability.send, name="send"),
    path("accountability/<int:accountability_id>/return/", accountability.send_back, name="return"),
    path("accountability/<int:accountability_id>/decide/", accountability.decide, name="decide"),
    path("findings/", findings.findings, name="findings"),
    path("findings/new/", findings.new_finding, name="new_finding"),
    path("findings/<int:finding_id>/", findings.finding, name="finding"),
    path("findings/<int:finding_id>/handle/", findings.handle, name="handle"),
]
POLICY = {
    "list": "matters.matter.view",
    "new": "matters.matter.write",
    "matter": "matters.matter.view",
    "new_involvement": "matters.matter.write",
    "close": "matters.matter.write",
    "reopen": "matters.matter.write",
    "new_evidence": "matters.evidence.add",
    "new_accountability": "matters.accountability.write",
    "evidence": "matters.matter.view",
    "evidence_file": "matters.matter.view",
    "evidence_confirm": "matters.evidence.view",
    "evidence_withdraw": "matters.evidence.view",
    "accountabilities": "matters.accountability.view",
    "accountability": "matters.accountability.view",
    "consider": "matters.accountability.write",
    "start": "matters.accountability.write",
    "send": "matters.accountability.write",
    "return": "matters.accountability.close",
    "decide": "matters.accountability.close",
    "findings": "matters.finding.view",
    "new_finding": "matters.finding.write",
    "finding": "matters.finding.view",
    "handle": "matters.finding.write",
}
