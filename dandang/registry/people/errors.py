"""How this room refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal
from dandang.registry.people.records import Difference


class BadFields(BadInput):
    """Several fields cannot be taken; `problems` says per field what is wrong and how to mend it."""

    code = "bad_fields"

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(
            _("有 %(count)d 处需要改正：%(words)s") % {"count": len(problems), "words": "；".join(problems.values())},
            field=next(iter(problems), ""),
        )
        self.problems = dict(problems)


class StaleFile(Refusal):
    """Somebody else changed the file since the form was opened. Nothing was saved; `differences` shows both sides."""

    code = "stale_file"
    status = 409

    def __init__(self, *, who: str, when: datetime | None, version: int, differences: tuple[Difference, ...]) -> None:
        at = f"{when:%Y-%m-%d %H:%M}" if when else ""
        super().__init__(
            _("您打开以后，%(who)s于 %(at)s 改过这份档案，所以没有保存。您填的都还在，请对照下面的不同，决定后再保存。")
            % {"who": who, "at": at}
        )
        self.version = version
        self.who = who
        self.when = when
        self.differences = differences


def identity_taken(name: str, number: str) -> BadFields:
    return BadFields(
        {
            "identity_number": _(
                "这个公民身份号码已经登记在 %(name)s（%(number)s）名下。同一个人请在原档案里修改；"
                "不是同一个人的，请对照身份证原件更正"
            )
            % {"name": name, "number": number}
        }
    )


def namesake(name: str, number: str, unit: str, born: str) -> BadFields:
    return BadFields(
        {
            "is_another": _(
                "%(unit)s已有 %(name)s（%(number)s），出生年月也是 %(born)s。是同一个人的，请在原档案里修改；"
                "确实是另一个人的，在这里打勾，再登记一次"
            )
            % {"name": name, "number": number, "unit": unit, "born": born}
        }
    )


def unknown_fields(names: str) -> BadInput:
    return BadInput(_("档案里没有这些栏目：%(names)s。") % {"names": names}, code="unknown_fields")


def unknown_section(name: str) -> BadInput:
    return BadInput(_("档案里没有“%(name)s”这一部分。") % {"name": name}, code="unknown_section")


def unknown_grade_year(year: int) -> BadInput:
    return BadInput(_("%(year)d 不是可以考核的年度。") % {"year": year}, code="bad_year", field="year")


def sealed_result(year: int) -> Refusal:
    return Refusal(
        _("%(year)d 年度考核结果由本系统的考核程序确定，不能在档案里改。需要更正的，请在年度考核里办理复核。")
        % {"year": year},
        code="sealed_result",
    )


def too_many(limit: int) -> Refusal:
    return Refusal(
        _("这次超过 %(limit)d 人。超过 %(limit)d 人，须由另一人批准：请加上条件减少人数，或者到“导出”里提出申请。")
        % {"limit": limit},
        code="needs_approval",
    )


def absence_ends_early() -> BadInput:
    return BadInput(_("结束日期不能早于开始日期。请核对请假或者派出的文件。"), code="ends_early", field="ends_on")
