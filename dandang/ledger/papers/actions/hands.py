"""What every step of a paper does alike: lock, ask the right, keep hands apart, move the state, pass the duty on."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import exhibits
from dandang.law.documents import kinds as document_kinds
from dandang.law.search import actions as search
from dandang.ledger.duties import actions as duties
from dandang.ledger.notices import actions as notices
from dandang.ledger.papers import errors, kinds, models, queries, rules, searched, states
from dandang.ledger.papers.states import Desk
from dandang.registry.access import kinds as roles
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

STEP_WORDS = {
    "check": gettext_lazy("核稿"),
    "return": gettext_lazy("退回"),
    "drop": gettext_lazy("废止"),
    "redraft": gettext_lazy("改稿"),
    "sign": gettext_lazy("签发"),
    "number": gettext_lazy("编号"),
    "seal": gettext_lazy("用印"),
    "serve": gettext_lazy("送达"),
    "file": gettext_lazy("归档"),
}
_OFFICER = {Desk.ORG: roles.ORG_OFFICER, Desk.DISCIPLINE: roles.DISCIPLINE_OFFICER}
_LEADER = {Desk.ORG: roles.ORG_LEADER, Desk.DISCIPLINE: roles.DISCIPLINE_LEADER}
# Whose step comes next from a state: the move, whether a leader must make it, and how the duty is called. What is
# stored is written in Chinese for good.
_NEXT = {
    "DRAFT": ("check", False, "核稿"),
    "CHECKED": ("sign", True, "签发"),
    "SIGNED": ("number", False, "编号"),
    "NUMBERED": ("seal", False, "用印"),
    "SEALED": ("serve", False, "送达"),
    "SERVED": ("file", False, "归档"),
}
_UNNUMBERED = ("file", False, "归档")
SCANS = ("pdf", "jpg", "png")


def duty_of(step: str) -> str:
    """The kind of duty that a step closes."""
    return f"papers.{step}"


def has_number(paper: models.Paper) -> bool:
    """Whether papers of this kind carry a number of the organ."""
    return "number" in document_kinds.paper(paper.kind).schema.model_fields


def officer_of(paper: models.Paper) -> str:
    """The role that does the clerical steps of a paper."""
    return _OFFICER[Desk(paper.desk)]


def locked(actor: Actor, paper_id: int, verb: str, move: str) -> models.Paper:
    """The paper, locked, for a move that is allowed now. Refuses foreign papers, own papers and moves out of turn."""
    access.require(actor, verb)
    paper = models.Paper.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=paper_id).first()
    if paper is None or paper.desk not in queries.desks_of(actor):
        raise NotHere()
    access.require(actor, verb, path=paper.organ.path)
    if paper.person_id is not None and paper.person_id == actor.person_id:
        raise errors.OwnPaper()
    if not kinds.may_see(actor, paper.subject):
        raise NotHere()
    if next_state(states.MOVES, paper.state, move) is None:
        raise errors.NotNow(str(STEP_WORDS[move]), str(states.State(paper.state).label))
    return paper


def keep_apart(actor: Actor, paper: models.Paper, *parts: str) -> None:
    """Refuse hands that had an earlier part: `drafter`, `checker`."""
    words = {"drafter": _("拟稿"), "checker": _("核稿")}
    columns = {"drafter": "drafted_by", "checker": "checked_by"}
    for part in parts:
        same_person = actor.person_id is not None and getattr(paper, f"{part}_person_id") == actor.person_id
        if same_person or getattr(paper, columns[part]) == audit.actor_ref(actor):
            raise errors.SameHands(words[part])


def move(actor: Actor, paper: models.Paper, step: str, *, at: datetime, **fields: Any) -> models.Paper:
    """Write the step and pass the duty on. The caller puts it on record."""
    earlier = _next_step(paper)
    models.Paper.objects.filter(pk=paper.pk).update(state=next_state(states.MOVES, paper.state, step), **fields)
    paper.refresh_from_db()
    search.index(source=searched.SOURCE, keys=[paper.pk], at=at)
    for name in (earlier, "redraft" if step in ("redraft", "drop") else ""):
        if name:
            duties.close_duty(actor=actor, kind=duty_of(name), subject=ref("papers.paper", paper.pk), at=at)
    open_next(actor, paper, at)
    return paper


def open_next(actor: Actor, paper: models.Paper, at: datetime) -> None:
    """Make the next step somebody's duty."""
    if paper.state not in _NEXT:
        return
    step, is_leaders, word = _UNNUMBERED if _goes_without_number(paper) else _NEXT[paper.state]
    duties.open_duty(
        actor=actor,
        kind=duty_of(step),
        title=f"{word}：{paper}",
        why="一份文书由不同的人拟稿、核稿、签发，然后编号、用印、送达、归档",
        subject=ref("papers.paper", paper.pk),
        role=(_LEADER if is_leaders else _OFFICER)[Desk(paper.desk)],
        organisation_id=paper.organ_id,
        at=at,
    )


def _goes_without_number(paper: models.Paper) -> bool:
    return paper.state == "SIGNED" and not has_number(paper)


def _next_step(paper: models.Paper) -> str:
    """The step whose duty is open while the paper stands where it does."""
    if paper.state not in _NEXT:
        return ""
    return (_UNNUMBERED if _goes_without_number(paper) else _NEXT[paper.state])[0]


def put_on_record(
    actor: Actor, paper: models.Paper, verb: str, *, at: datetime, reason: str = "", **facts: Any
) -> None:
    """One entry about a paper, without personal values."""
    audit.record(
        actor=actor,
        verb=f"papers.paper.{verb}",
        target=ref("papers.paper", paper.pk),
        reason=reason,
        facts={"kind": paper.kind, "subject": paper.subject, "version": paper.version, **facts},
        at=at,
    )


def tell(actor: Actor, account_refs: list[str], *, title: str, body: str, paper: models.Paper, at: datetime) -> None:
    """One line to each of these accounts, given as references."""
    ids = {int(text.rpartition(":")[2]) for text in account_refs if text.startswith("accounts.account:")}
    notices.tell(
        actor=actor, account_ids=sorted(ids), title=title, body=body, subject=ref("papers.paper", paper.pk), at=at
    )


def keep_print(actor: Actor, paper: models.Paper, stage: str, content: bytes, form: str, at: datetime) -> models.Print:
    """Keep a file of the paper for good."""
    made = models.Print(
        paper=paper,
        stage=stage,
        form=form,
        sha256=hashlib.sha256(content).hexdigest(),
        check_code=rules.check_code(content),
        made_at=at,
        made_by=audit.actor_ref(actor),
    )
    made.file.save(f"{secrets.token_hex(16)}.{form}", ContentFile(content), save=False)
    made.save()
    return made


def checked_scan(content: bytes, filename: str) -> str:
    """The form of a scan. Refuses what evidence refuses, and what is no picture of a page."""
    form = exhibits.check_exhibit(content, name=filename).form
    if form not in SCANS:
        raise BadInput(_("扫描件请存成 PDF、JPG 或 PNG 再上传"), field="upload")
    return form


def refuse_future(day: date, field: str, at: datetime) -> None:
    """A day on paper cannot lie ahead."""
    if day > timezone.localdate(at):
        raise BadInput(_("日期还没有到，请核对"), field=field)


def words(text: str, field: str, sentence: str) -> str:
    """The text without blanks around it. Refuses an empty one with the sentence."""
    if not text.strip():
        raise BadInput(sentence, field=field)
    return text.strip()
