"""How does the room say no?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal

__all__ = ["BadInput", "NotAllowed", "NotHere", "Refusal", "not_your_branch", "not_your_verb"]


def not_your_verb(label: str) -> NotAllowed:
    """The actor holds no role with this verb."""
    return NotAllowed(
        _("您的角色不能“%(label)s”。需要办理的，请联系安全管理员授权，或请有此职责的同事办理。") % {"label": label},
        code="role_lacks_verb",
    )


def not_your_branch() -> NotHere:
    """The thing stands outside every branch of the actor: it looks the same as one that does not exist."""
    return NotHere(code="out_of_scope")
