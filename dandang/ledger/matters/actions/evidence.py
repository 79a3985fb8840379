"""Filing evidence and looking at it; the digest is checked at every look. The caller has asked for the right."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import exhibits, markings
from dandang.ledger.duties import actions as duties
from dandang.ledger.matters import errors, models
from dandang.ledger.matters.actions.matters import open_matter
from dandang.ledger.matters.queries import facts
from dandang.ledger.matters.records import SeenEvidence
from dandang.registry.access.records import Actor

ALTERED_DUTY = "matters.evidence.altered"


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    matter_id: int,
    title: str,
    kind: str,
    provided_by: str,
    channel: str = "OWN_WORK",
    dated_on: date | None = None,
    is_original: bool = False,
    pages: int | None = None,
    location: str = "",
    content: bytes | None = None,
    filename: str = "",
    sha256: str = "",
    added_after_hearing: bool = False,
    at: datetime,
) -> int:
    """This function will file one piece of evidence of a matter under its next number and return its id.

    With `content` the bytes are checked and kept with their SHA-256; without, the paper's `location` is needed.
    `sha256` is what the sender says the digest is, if he does. Refuses what `guard.exhibits` refuses (broken, bomb,
    program, marked as a state secret), another digest than declared, the same bytes twice, and a closed matter.
    The caller has asked for the right.
    """
    matter = open_matter(matter_id)
    _refuse_words(title, kind, provided_by, channel)
    _refuse_date(dated_on, timezone.localdate(at))
    if content is None and not location.strip():
        raise BadInput(_("请上传文件；只有纸质件的，写明存放在哪里"), field="location")
    piece = models.Evidence(
        matter=matter,
        number=(matter.evidence.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title.strip(),
        kind=kind,
        dated_on=dated_on,
        is_original=is_original,
        pages=pages,
        provided_by=provided_by.strip(),
        channel=channel,
        location=location.strip(),
        added_after_hearing=added_after_hearing,
        added_at=at,
        added_by=audit.actor_ref(actor),
        adder_name=actor.name,
    )
    if content is not None:
        _keep(piece, content, filename, sha256)
    piece.save()
    audit.record(
        actor=actor,
        verb="matters.evidence.added",
        target=ref("matters.evidence", piece.pk),
        facts={"matter": matter.number, "number": piece.number, "sha256": piece.sha256},
        private={"title": piece.title, "provided_by": piece.provided_by},
        at=at,
    )
    return piece.pk


def look_at_evidence(*, actor: Actor, evidence_id: int, at: datetime) -> SeenEvidence:
    """This function will return the bytes of a piece of evidence and note in its chain of custody who looked.

    Refuses a piece without a file, and one whose bytes are no longer those that were filed: that is on record, and a
    duty to look into it is open, before the refusal is raised. The caller has asked for the right.
    """
    with transaction.atomic():
        piece = models.Evidence.objects.select_related("matter").filter(pk=evidence_id).first()
        if piece is None or not piece.sha256:
            raise NotHere(_("这件证据只有纸质件，没有文件。存放处写在证据目录里"))
        content = _bytes_of(piece)
        is_whole = hashlib.sha256(content).hexdigest() == piece.sha256
        models.Look.objects.create(
            evidence=piece,
            looked_at=at,
            looked_by=audit.actor_ref(actor),
            looker_name=actor.name,
            is_whole=is_whole,
        )
        target = ref("matters.evidence", piece.pk)
        audit.record_read(actor=actor, target=target, what=f"{piece.matter.number} {piece.label}", at=at)
        if not is_whole:
            _tell_of_alteration(actor, piece, at)
    # Outside the transaction: the refusal must not take the record of it away again.
    if not is_whole:
        raise errors.EvidenceAltered(piece.label, piece.title)
    return SeenEvidence(facts.evidence_record(piece), content)


def _keep(piece: models.Evidence, content: bytes, filename: str, declared: str) -> None:
    """Check the bytes and put them beside the row; the name on disk says nothing and comes from nobody."""
    exhibit = exhibits.check_exhibit(content, name=filename)
    digest = hashlib.sha256(content).hexdigest()
    if declared.strip() and declared.strip().lower() != digest:
        raise errors.DigestDiffers()
    same = models.Evidence.objects.filter(matter=piece.matter, sha256=digest, withdrawn_at=None).first()
    if same is not None:
        raise errors.SameEvidence(same.label)
    piece.file_name = _plain_name(filename, exhibit.form)
    piece.form, piece.size, piece.sha256 = exhibit.form, len(content), digest
    piece.file.save(f"{secrets.token_hex(16)}.{exhibit.form}", ContentFile(content), save=False)


def _plain_name(filename: str, form: str) -> str:
    """The last part of the sender's name, with the ending of what the content is."""
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    kept = "".join(character for character in stem if character.isprintable())[:150].strip()
    return f"{kept or _('证据')}.{form}"


def _bytes_of(piece: models.Evidence) -> bytes:
    """The bytes on disk; a file that is gone counts as altered."""
    try:
        with piece.file.open("rb") as file:
            return bytes(file.read())
    except OSError:
        return b""


def _tell_of_alteration(actor: Actor, piece: models.Evidence, at: datetime) -> None:
    target = ref("matters.evidence", piece.pk)
    audit.record(
        actor=actor,
        verb="matters.evidence.altered",
        target=target,
        facts={"filed": piece.sha256},
        outcome="FAILED",
        at=at,
    )
    duties.open_duty(
        actor=actor,
        kind=ALTERED_DUTY,
        title=f"查明证据文件变动：{piece.matter.number} {piece.label}",
        why="文件和登记时的 SHA-256 不符，已停止使用；请用原件核对后重新登记",
        subject=target,
        role="DISCIPLINE_OFFICER",
        organisation_id=piece.matter.organisation_id,
        at=at,
    )


def _refuse_words(title: str, kind: str, provided_by: str, channel: str) -> None:
    if not title.strip():
        raise BadInput(_("请填写证据名称"), field="title")
    markings.refuse_classified(title, _("证据名称"), field="title")
    if not provided_by.strip():
        raise BadInput(_("请写明谁提供的，以后核对时找得到人"), field="provided_by")
    if kind not in models.Evidence.Kind.values:
        raise BadInput(_("请从所列各项里选"), field="kind")
    if channel not in models.Channel.values:
        raise BadInput(_("请从所列各项里选"), field="channel")


def _refuse_date(dated_on: date | None, today: date) -> None:
    if dated_on is not None and dated_on > today:
        raise BadInput(_("材料日期还没有到，请核对"), field="dated_on")
