"""How are papers written on pages? The steps with their people, what a service says, the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui.records import Fact, Happening, Step
from dandang.law.documents import kinds as document_kinds
from dandang.ledger.papers import kinds, models, states
from dandang.ledger.papers.queries import needs_no_receipt
from dandang.ledger.papers.states import State

LOOKS = {
    "DRAFT": "wait", "RETURNED": "late", "CHECKED": "wait", "SIGNED": "wait", "NUMBERED": "wait", "SEALED": "wait",
    "SERVED": "done", "FILED": "shut", "DROPPED": "void",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One paper in the register."""

    id: int
    number: str
    title: str
    kind: str
    organ: str
    state: str
    look: str
    drafter: str
    on: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service in the list of a paper."""

    id: int
    recipient: str
    way: str
    served_on: date
    received: str
    look: str


def row(paper: models.Paper) -> Row:
    """A paper as one line of the register."""
    label, look = state_of(paper)
    day = str(paper.signed_on or _day(paper.drafted_at))
    return Row(
        paper.pk,
        paper.number,
        paper.title,
        title_of(paper.kind),
        paper.organ.name,
        label,
        look,
        paper.drafter_name,
        day,
    )


def service_line(service: models.Service) -> ServiceLine:
    """A service as one line; what needs no receipt says so."""
    if service.received_on:
        received, look = f"{service.signer} {service.received_on.isoformat()}", "done"
    elif needs_no_receipt(service):
        received, look = _("不需要签收"), "shut"
    else:
        received, look = _("等回证"), "wait"
    return ServiceLine(service.pk, service.recipient, service.get_way_display(), service.served_on, received, look)


def first_service(paper: models.Paper, today: date) -> dict[str, str]:
    """What the form of a service begins with: the person concerned and today, until somebody else is served."""
    begun = {"served_on": today.isoformat()}
    if stands_for := kinds.unnamed(paper.kind):
        return begun | {"recipient": stands_for}
    if paper.person is not None and not paper.services.all():
        begun |= {"recipient": paper.person.name, "person": paper.person.number}
    return begun


def title_of(kind: str) -> str:
    """The name of a kind of paper."""
    return document_kinds.paper(kind).title


def steps(paper: models.Paper) -> tuple[list[Step], int]:
    """The seven steps with what was done when, and the number of the one that is next."""
    served = min((service.served_on for service in paper.services.all()), default=None)
    done = {
        "DRAFT": _day(paper.drafted_at),
        "CHECKED": _day(paper.checked_at),
        "SIGNED": str(paper.signed_on or ""),
        "NUMBERED": _day(paper.numbered_at),
        "SEALED": _day(paper.sealed_at),
        "SERVED": str(served or ""),
        "FILED": _day(paper.filed_at),
    }
    labels = (_("拟稿"), _("核稿"), _("签发"), _("编号"), _("用印"), _("送达"), _("归档"))
    now = next((number for number, name in enumerate(states.STEPS, start=1) if not done[name]), len(states.STEPS))
    shown = [
        Step(label, done[name], "done" if done[name] else ("now" if number == now else ""))
        for number, (name, label) in enumerate(zip(states.STEPS, labels, strict=True), start=1)
    ]
    return shown, now


def facts(paper: models.Paper) -> list[Fact]:
    """Who had which part in a paper."""
    signed = paper.signer_name
    if paper.keyed_by:
        signed = _("%(signer)s（纸质签字，%(clerk)s代录）") % {"signer": paper.signer_name, "clerk": paper.keyer_name}
    lines = [
        Fact(_("文书"), title_of(paper.kind)),
        Fact(_("机关"), paper.organ.name),
        Fact(_("文号"), paper.number or _("还没有编号")),
        Fact(_("拟稿"), paper.drafter_name),
        Fact(_("核稿"), paper.checker_name or "—"),
        Fact(_("签发"), signed or "—"),
        Fact(_("用印"), paper.sealer_name or "—"),
        Fact(_("原件存放处"), paper.original_location or "—"),
    ]
    lines += [Fact(made.get_stage_display(), _("校验码 %s") % made.check_code) for made in paper.prints.all()]
    if paper.dropped_reason:
        lines.append(Fact(_("废止理由"), paper.dropped_reason))
    return lines


def history(paper: models.Paper) -> list[Happening]:
    """The versions: who wrote them and, where one was returned, who returned it and why."""
    lines = []
    for version in paper.versions.all():
        lines.append(Happening(_day(version.drafted_at), _("第 %d 稿") % version.number, version.drafter_name))
        if version.returned_at is not None:
            said = f"{version.returner_name}：{version.reason}"
            lines.append(Happening(_day(version.returned_at), _("退回修改"), said))
    return lines


def state_of(paper: models.Paper) -> tuple[str, str]:
    """The state and the look of its tag."""
    return str(State(paper.state).label), LOOKS[paper.state]


def service_facts(service: models.Service) -> list[Fact]:
    """What is on file about a service."""
    lines = [
        Fact(_("受送达人"), service.recipient),
        Fact(_("送达方式"), service.get_way_display()),
        Fact(_("送达日期"), service.served_on.isoformat()),
        Fact(_("送达人"), service.servers),
    ]
    for term, value in (
        (_("送达地点"), service.place),
        (_("见证人"), service.witness),
        (_("拒收或者代收情况"), service.refusal),
        (_("签收人"), service.signer),
        (_("签收日期"), str(service.received_on or "")),
        (_("回证校验码"), service.scan_code),
    ):
        if value:
            lines.append(Fact(term, value))
    return lines


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""
