"""How are matters, evidence and accountability written on pages? Stored codes become words, steps and lines here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Clause, Evidence, Fact, Happening, Step
from dandang.ledger.matters import models, states
from dandang.ledger.matters.records import EvidenceRecord, LookRecord
from dandang.registry.organisations.records import Choice

LOOKS = {"PREPARED": "draft", "OPENED": "open", "DECIDING": "decide", "CLOSED": "shut", "OPEN": "open"}


@dataclass(frozen=True, slots=True)
class Custody:
    """One piece of evidence with who filed, checked and looked at it."""

    record: EvidenceRecord
    card: Evidence
    may_read: bool
    looks: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """What is next in an accountability matter: title, why, what is missing, and which act unblocks it."""

    title: str
    text: str
    missing: tuple[str, ...] = ()
    act: str = ""
    is_decision: bool = False


def indented(units: Sequence[Choice]) -> list[tuple[int, str]]:
    """Units for a select, indented by depth below the uppermost."""
    top = min((unit.depth for unit in units), default=0)
    return [(unit.id, "　" * (unit.depth - top) + unit.name) for unit in units]


def days(row: models.Matter) -> str:
    """When it happened: one day, from day to day."""
    if row.happened_to is None or row.happened_to == row.happened_from:
        return row.happened_from.isoformat()
    return _("%(first)s 至 %(last)s") % {
        "first": row.happened_from.isoformat(),
        "last": row.happened_to.isoformat(),
    }


def matter_facts(row: models.Matter) -> list[Fact]:
    """What a matter says, line by line."""
    interest = {True: _("是"), False: _("不是"), None: _("还没有判断")}[row.is_of_wide_interest]
    lines = [
        Fact(_("编号"), row.number),
        Fact(_("日期"), days(row)),
        Fact(_("所在单位"), row.organisation.name),
        Fact(
            _("性质"),
            _("%(kind)s，难度%(difficulty)s")
            % {"kind": row.get_kind_display(), "difficulty": row.get_difficulty_display()},
        ),
        Fact(_("来源"), str(row.get_channel_display())),
        Fact(_("涉及面较大、社会关注度较高"), interest),
    ]
    if row.outcome:
        lines.append(Fact(_("结果"), row.outcome))
    return lines


def evidence_card(one: EvidenceRecord) -> Evidence:
    """A piece of evidence for the card component."""
    form = _("原件") if one.is_original else _("复制件")
    if one.pages:
        form = _("%(form)s %(pages)s 页") % {"form": form, "pages": one.pages}
    if not one.has_file:
        form = _("%(form)s，存放在%(place)s") % {"form": form, "place": one.location}
    return Evidence(
        number=one.label,
        what=one.title,
        on=one.dated_on,
        form=form,
        given_by=one.provided_by,
        checked_by=one.checker_name,
        source=one.channel_label,
        url=reverse("matters:evidence", args=[one.id]),
    )


def custody_line(one: EvidenceRecord, looks: Iterable[LookRecord], today: date) -> tuple[Happening, ...]:
    """Who filed, compared, withdrew and looked at a piece, the latest first."""
    entries = [(one.added_at, _("%s登记") % one.adder_name, "")]
    if one.checked_at:
        entries.append((one.checked_at, _("%s与原件核对无误") % one.checker_name, ""))
    for look in looks:
        text = "" if look.is_whole else _("文件和登记时不一样，已停止使用")
        entries.append((look.looked_at, _("%s查看") % look.name, text))
    entries.sort(key=lambda entry: entry[0])
    return tuple(Happening(_moment(at, today), title, text) for at, title, text in reversed(entries))


def evidence_facts(one: EvidenceRecord) -> list[Fact]:
    """What a piece of evidence is, line by line."""
    lines = [
        Fact(_("种类"), one.kind_label),
        Fact(_("材料日期"), one.dated_on.isoformat() if one.dated_on else _("没有注明")),
        Fact(_("形式"), _("原件") if one.is_original else _("复制件")),
        Fact(_("提供者"), one.provided_by),
        Fact(_("来源"), one.channel_label),
        Fact(_("登记人"), one.adder_name),
        Fact(_("核对"), one.checker_name or _("还没有与原件核对")),
    ]
    if one.location:
        lines.append(Fact(_("纸质存放处"), one.location))
    if one.has_file:
        lines += [Fact(_("文件"), f"{one.file_name}　{size_text(one.size)}"), Fact("SHA-256", one.sha256)]
    if one.added_after_hearing:
        lines.append(Fact(_("补充"), _("听取本人意见以后补充")))
    if one.is_withdrawn:
        lines.append(Fact(_("已撤回"), one.withdrawal_reason))
    return lines


def finding_facts(row: models.Finding) -> list[Fact]:
    """What a finding says, line by line."""
    lines = [
        Fact(_("来源"), f"{row.get_channel_display()}　{row.document}".strip()),
        Fact(_("日期"), row.found_on.isoformat()),
        Fact(_("涉及单位"), row.organisation.name),
        Fact(_("涉及人员"), row.person.name if row.person else _("没有涉及具体人员")),
    ]
    if row.matter:
        lines.append(Fact(_("事项"), f"{row.matter.number} {row.matter.title}"))
    return lines


def size_text(size: int) -> str:
    """A file's size in words."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"


def happenings(
    matter: models.Matter,
    evidence: Iterable[EvidenceRecord],
    accountabilities: Iterable[models.Accountability],
    today: date,
) -> list[Happening]:
    """The time line of a matter, the latest first."""
    entries = [(matter.registered_at, _("登记事项"), str(matter.get_channel_display()), "")]
    entries += [
        (one.added_at, _("登记%(label)s：%(title)s") % {"label": one.label, "title": one.title}, one.provided_by, "")
        for one in evidence
    ]
    for row in accountabilities:
        url = reverse("matters:accountability", args=[row.pk])
        entries.append((row.prepared_at, _("提出问责事项"), f"{row.number}　{row.person.name}", url))
        if row.closed_at:
            entries.append((row.closed_at, str(row.get_outcome_display()), row.document, url))
    if matter.closed_at:
        entries.append((matter.closed_at, _("了结"), matter.outcome, ""))
    entries.sort(key=lambda entry: entry[0])
    return [Happening(_moment(at, today), title, text, url=url) for at, title, text, url in reversed(entries)]


def accountability_facts(row: models.Accountability, gate_url: str) -> list[Fact]:
    """What an accountability matter is about."""
    return [
        Fact(_("当事人"), f"{row.person.name}　{row.person.home.name}　{row.person.post_text}"),
        Fact(_("承办机关"), row.organ.name),
        Fact(_("为什么要问责"), row.basis),
        Fact(_("问责依据"), row.basis_clause),
        Fact(_("什么时候考虑容错"), str(row.get_gate_display()), _clause(row.gate_clause, gate_url)),
    ]


def consideration_facts(row: models.Accountability, case_name: str) -> list[Fact]:
    """What is on file about tolerance."""
    lines = [
        Fact(_("结果"), str(row.get_consideration_display())),
        Fact(_("由谁考虑"), row.considered_by),
        Fact(_("考虑日期"), row.considered_on.isoformat() if row.considered_on else ""),
        Fact(_("理由"), row.consideration_reasons),
        Fact(_("对照的条款"), row.consideration_clauses),
        Fact(_("听取了谁的意见"), row.party_organisation),
        Fact(_("意见内容"), row.party_opinion),
    ]
    if case_name:
        lines.append(Fact(_("容错认定"), case_name))
    if row.tolerance_document:
        lines.append(Fact(_("容错认定文书"), row.tolerance_document))
    return lines


def outcome_facts(row: models.Accountability) -> list[Fact]:
    """What was decided and by whom."""
    signers = "、".join(one.name for one in (row.first_signer, row.second_signer) if one is not None)
    return [
        Fact(_("问责结论"), str(row.get_outcome_display())),
        Fact(_("理由"), row.reasons),
        Fact(_("依据"), row.clause),
        Fact(_("作出决定的机关"), row.deciding_organ),
        Fact(_("决定文书"), row.document),
        Fact(_("决定日期"), row.decided_on.isoformat() if row.decided_on else ""),
        Fact(_("签批人"), signers),
    ]


def steps(row: models.Accountability, today: date) -> tuple[list[Step], int]:
    """The steps with the gate where the pack puts it, and the number of the one that is now."""
    considered = formats.day(row.considered_on, today) if row.considered_on else ""
    opened = _day(row.opened_at, today)
    gate_step = (_("考虑容错"), considered, row.is_settled)
    open_step = (_("启动问责"), opened, row.opened_at is not None)
    middle = [gate_step, open_step] if row.gate == states.Gate.BEFORE_OPENING else [open_step, gate_step]
    is_sent = row.state in ("DECIDING", "CLOSED")
    lines = [
        (_("提出"), _day(row.prepared_at, today), True),
        *middle,
        (_("提交决定"), "", is_sent),
        (_("结论"), formats.day(row.decided_on, today) if row.decided_on else "", row.state == "CLOSED"),
    ]
    now = next((place for place, (_label, _when, is_done) in enumerate(lines) if not is_done), len(lines) - 1)
    shown = [
        Step(label, when, "done" if is_done else "now" if place == now else "")
        for place, (label, when, is_done) in enumerate(lines)
    ]
    return shown, now + 1


def next_of(row: models.Accountability) -> Next:
    """What is next, and what is missing for it."""
    if row.state == "CLOSED":
        return Next(_("已经办结"), _("结论和理由见左边。当事人不服的，按规定申请复核、申诉。"))
    if row.state == "DECIDING":
        text = _("调查已结束，容错已考虑。由有权决定的机关研究，两位同志签批。")
        return Next(_("下一步：登记结论"), text, act="decide", is_decision=True)
    if row.consideration == "CASE_OPENED":
        return Next(
            _("等待：容错认定的结果"), _("容错认定没有结果以前，问责不作决定。"), missing=(_("容错认定的结果"),)
        )
    if not row.is_settled:
        before = _("启动问责以前要办完") if row.state == "PREPARED" else _("提交决定以前要办完")
        return Next(_("下一步：考虑容错"), before, missing=_wanted(row), act="consider")
    if row.state == "PREPARED":
        return Next(
            _("下一步：启动，或者不予问责"),
            _("已考虑容错，可以启动问责；不需要问责的，以“不予问责”办结。"),
            act="start",
        )
    return Next(_("下一步：提交决定"), _("已考虑容错。调查结束后提交有权决定的机关。"), act="send")


def offered_outcomes(row: models.Accountability) -> list[str]:
    """The outcomes that what was found about tolerance leaves open; only 不予问责 for what was never opened."""
    if row.opened_at is None:
        return ["NOT_PURSUED"]
    return [code for code in states.Outcome.values if states.outcome_is_allowed(row.consideration, code)]


def _wanted(row: models.Accountability) -> tuple[str, ...]:
    wanted = (
        _("有没有容错情形、符不符合容错条件：由谁考虑，结果怎样"),
        _("理由和对照的条款"),
        _("当事人所属党组织或者职能部门的意见"),
    )
    return (_("容错认定已终止，要重新考虑"), *wanted) if row.consideration == "WITHDRAWN" else wanted


def _clause(label: str, url: str) -> Clause | None:
    return Clause(label, url) if url else None


def _day(at: object, today: date) -> str:
    return formats.day(timezone.localtime(at).date(), today) if at else ""  # type: ignore[arg-type]


def _moment(at: object, today: date) -> str:
    local = timezone.localtime(at)  # type: ignore[arg-type]
    return f"{formats.day(local.date(), today)} {formats.clock(local)}"
