"""Is this password good enough for this account? The sign-in library asks through Django's list of validators."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from dandang.foundation.ground import references
from dandang.registry.accounts import rules

PRODUCT = ("dan", "dang")


def syllables(text: str) -> list[str]:
    """Return a Chinese text as pinyin syllables; other letters stay together."""
    return [part.lower() for part in lazy_pinyin(text) if part.isascii() and part.isalpha()]


class HouseValidator:
    """Length by standing, mixture by profile, and neither own name nor unit with a year behind it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with one sentence per fault; without an account only the length is judged."""
        standing = getattr(user, "standing", "BUSINESS")
        faults = rules.password_faults(
            password,
            profile=settings.PROFILE,
            standing=standing,
            name=syllables(getattr(user, "display_name", "")),
            words=[PRODUCT, [getattr(user, "username", "")]],
            unit=syllables(_unit_of(user)),
        )
        if faults == [] and user is not None and user.has_usable_password() and user.check_password(password):
            faults = [rules.SAME]
        if faults:
            raise ValidationError([ValidationError(_sentence(fault, standing), code=fault.lower()) for fault in faults])

    def get_help_text(self) -> str:
        """Return the rule in one sentence, for the hint above the field."""
        text = _("至少 %(n)s 位（三类管理员 %(admin)s 位），不用自己的姓名、账号或单位名加数字。")
        words = text % {"n": rules.MIN_LENGTH, "admin": rules.MIN_LENGTH_ADMIN}
        if settings.PROFILE == rules.DENGBAO3:
            words += _("大写字母、小写字母、数字、符号至少用三种。")
        return words


def _unit_of(user: Any) -> str:
    reference = getattr(user, "organisation_ref", "")
    return references.describe([reference])[reference].name if reference else ""


def _sentence(fault: str, standing: str) -> str:
    if fault == rules.TOO_SHORT:
        return _("密码太短，至少要 %(n)s 位。可以用几个不相干的词连起来，好记也难猜。") % {
            "n": rules.min_length(standing)
        }
    if fault == rules.TOO_PLAIN:
        return _("密码太单一。大写字母、小写字母、数字、符号至少用三种。")
    if fault == rules.OWN_NAME:
        return _("密码里有您的姓名、账号或系统名的拼音，加上年份也很容易被猜到。请换一个。")
    if fault == rules.SAME:
        return _("新密码和现在的一样。请换一个，定期更换才有用。")
    return _("密码里有单位名称的拼音，加上年份也很容易被猜到。请换一个。")
