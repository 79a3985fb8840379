"""A vault for tests: custodians of two bodies with keys, somebody who may ask, something sealed, a gate and a rule.

Everything is made by the room's own actions; only the gate and the rule stand in for the rooms above it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import Refusal
from dandang.registry.access.queries import actor_for
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from dandang.registry.organisations.models import Organisation
from dandang.registry.vault import actions, kinds
from dandang.registry.vault.records import AccessRules
from tests.factories import registry as make

PASSPHRASE = "河岸上的第三棵柳树-7Q"
PURPOSE = "核对答复寄往何处，只看联系方式"
CLAUSE = "检举控告规则 第47条"
REASON = "答复必须寄到本人手中"
NOW = make.NOW
RULES = AccessRules(max_hours=72, approvers=2, clause="本系统规则 vault")
PAYLOAD = {"name": "柳长亭", "phone": "13905550123", "text": "乡里修路的砂石少了三车。"}
FILES = [("柳长亭的照片.jpg", "照片柳长亭".encode() * 40)]


@dataclass
class Vault:
    """Who is who around one sealed record."""

    place: make.County
    one: Actor
    other: Actor
    asker: Actor
    handle: str

    def request(self, *, by: Actor | None = None, hours: int = 24, at: datetime = NOW) -> int:
        return actions.request_access(
            actor=by or self.asker, handle=self.handle, purpose=PURPOSE, clause=CLAUSE, hours=hours, at=at
        )

    def approve(self, request_id: int, by: Actor, *, at: datetime = NOW, passphrase: str = PASSPHRASE) -> None:
        actions.approve_access(actor=by, request_id=request_id, passphrase=passphrase, reason=REASON, at=at)

    def approved(self, *, hours: int = 24, at: datetime = NOW) -> int:
        request_id = self.request(hours=hours, at=at)
        self.approve(request_id, self.one, at=at)
        self.approve(request_id, self.other, at=at)
        return request_id

    def look(self, request_id: int, *, by: Actor | None = None, at: datetime = NOW, **words: Any) -> Any:
        passphrase = words.get("passphrase", PASSPHRASE)
        return actions.open_identity(actor=by or self.asker, request_id=request_id, passphrase=passphrase, at=at)


def custodian(body: Organisation, branch: Organisation, **fields: Any) -> Actor:
    """Make a custodian of a body over a branch, with a key."""
    actor = without_key("IDENTITY_CUSTODIAN", body, branch, **fields)
    actions.make_key(actor=actor, passphrase=PASSPHRASE, at=NOW - timedelta(days=30))
    return actor


def without_key(role: str, body: Organisation, branch: Organisation, **fields: Any) -> Actor:
    """Make somebody who works in a body and holds a role over a branch."""
    return moved_to(actor_for(make.account(role, branch, **fields), make.TODAY), body)


def moved_to(actor: Actor, body: Organisation) -> Actor:
    """Let somebody work in another body than the one his role is over."""
    account = Account.objects.get(pk=actor.account_id)
    account.organisation_ref = refs.ref("organisations.unit", body.pk)
    account.save()
    return actor_for(account, make.TODAY)


def vault() -> Vault:
    """Make the county, two custodians, a discipline leader with a key, and one sealed record with a file."""
    place = make.county()
    one = custodian(place.discipline, place.county, who=make.person(place.discipline, "白守一"))
    other = custodian(place.finance, place.county, who=make.person(place.finance, "罗守二"))
    asker = without_key("DISCIPLINE_LEADER", place.discipline, place.county, who=make.person(place.discipline, "简问"))
    actions.make_key(actor=asker, passphrase=PASSPHRASE, at=NOW)
    handle = actions.seal(payload=PAYLOAD, files=FILES, organ_id=place.discipline.pk, on=make.TODAY)
    return Vault(place, one, other, asker, handle)


def open_gate(refuses: Callable[[Any, str, str], Refusal | None] = lambda actor, handle, act: None) -> None:
    """Let a gate stand in for the rooms above: it lets everybody pass unless told otherwise. Undone by `kept`."""
    kinds.register_gate("tests", refuses)
    kinds.register_rules(lambda region, on: RULES)


def sealed_again(vault: Vault, payload: dict[str, str] | None = None) -> str:
    """Seal another record for the same organ and return its handle."""
    return actions.seal(payload=payload or PAYLOAD, files=[], organ_id=vault.place.discipline.pk, on=make.TODAY)
