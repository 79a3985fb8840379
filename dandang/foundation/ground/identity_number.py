"""Citizen identity numbers (GB 11643-1999): is this one sound, and what does it say about birth and sex?

Nothing is repaired: a number that does not check is refused with the place of the fault.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


class BadIdentityNumber(ValueError):
    """A text that is no sound identity number; `reason` and `mend` are sentences for the person who typed it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that checks. `text` always has 18 characters, the last one upper case."""

    text: str
    was_15_digits: bool = False

    @property
    def address_code(self) -> str:
        """The GB/T 2260 code of the place of first registration, six digits."""
        return self.text[:6]

    @property
    def born_on(self) -> dt.date:
        """The date of birth the number states."""
        return dt.date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def is_male(self) -> bool:
        """Odd sequence numbers are given to men, even ones to women."""
        return int(self.text[16]) % 2 == 1

    @property
    def masked(self) -> str:
        """First four and last four characters, the rest hidden."""
        return mask(self.text)


def check_character(first_seventeen: str) -> str:
    """The 18th character that belongs to seventeen digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK[total % 11]


def read_identity_number(text: str, *, today: dt.date | None = None) -> IdentityNumber:
    """Read an 18-character or an old 15-digit number; blanks around it and full-width characters are accepted.

    Raises BadIdentityNumber when the length, a character, the date of birth or the check character is wrong, or
    when the date lies after `today`.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if re.fullmatch(r"[0-9]{15}", plain):
        long_form = plain[:6] + "19" + plain[6:]
        number = IdentityNumber(long_form + check_character(long_form), was_15_digits=True)
        _check_birth(number.text, today)
        return number
    if len(plain) != 18:
        raise BadIdentityNumber(f"应是 18 位，这里有 {len(plain)} 位", "对照身份证原件补全或更正")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", plain):
        raise BadIdentityNumber("有数字以外的字符", "前 17 位只能是数字，第 18 位是数字或 X，对照身份证原件更正")
    _check_birth(plain, today)
    if check_character(plain[:17]) != plain[17]:
        raise BadIdentityNumber("校验位不对，号码里有抄错的数字", "对照身份证原件逐位核对")
    return IdentityNumber(plain)


def _check_birth(number: str, today: dt.date | None) -> None:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    mend = "对照身份证原件，第 7–14 位应是出生年月日"
    try:
        born = dt.date(year, month, day)
    except ValueError:
        raise BadIdentityNumber(f"日期部分是 {year} 年 {month} 月 {day} 日，不存在", mend) from None
    if year < 1900 or (today is not None and born > today):
        raise BadIdentityNumber(f"日期部分是 {year} 年 {month} 月 {day} 日，不可能是出生日期", mend)


def knows_address(number: IdentityNumber, codes: Container[str]) -> bool:
    """Whether the address code is in the given division codes; retired codes stay valid and belong in them."""
    return number.address_code in codes


def mask(number: str) -> str:
    """First four and last four characters of any number, the rest as asterisks; eight or fewer are hidden wholly."""
    if len(number) <= 8:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]
