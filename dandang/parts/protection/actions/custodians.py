"""Custodians' duties: what the vault says waits for them. Titles tell nothing of a report or its author."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

ACCESS, DESTROY = "protection.identity_access", "protection.identity_destruction"
_SAYS = {
    "vault.request": (ACCESS, "批准或者不批准查看举报人身份的申请", "要两个机关各一人；用途写不清的，不批准"),
    "vault.destruction": (DESTROY, "同意或者不同意销毁保存期满的身份", "另一个机关的保管人已经提出，核对期限再定"),
}


@transaction.atomic
def ask_custodians(*, actor: Actor, subject: str, clause: str, account_ids: Collection[int], at: datetime) -> None:
    """This function will make what waits in the vault the duty of these accounts, and nobody else's any more.

    The vault calls it inside its own actions; the right was asked there.
    """
    room, number = subject.split(":")
    kind, title, why = _SAYS[room]
    duties.close_duty(actor=actor, kind=kind, subject=subject, at=at)
    for account_id in account_ids:
        duties.open_duty(
            actor=actor, kind=kind, title=f"{title}（{number}）", why=why, clause=clause, subject=subject,
            account_id=account_id, at=at,
        )  # fmt: skip
