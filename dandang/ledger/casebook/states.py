"""States of an entry and of a marking, the allowed moves as one table, and the fields entries are browsed by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "DRAFT", _("整理中")
    CHECKED = "CHECKED", _("已核对，待审批")
    APPROVED = "APPROVED", _("已入库")
    WITHDRAWN = "WITHDRAWN", _("已撤下")


class Desk(models.TextChoices):
    """Which of the two systems of the organ draws an entry up and answers for it."""

    ORG = "ORG", _("组织部门")
    DISCIPLINE = "DISCIPLINE", _("纪检监察机关")


class Decided(models.TextChoices):
    """What a person made of a marking."""

    OPEN = "OPEN", _("待确认")
    CONFIRMED = "CONFIRMED", _("已替换")
    KEPT = "KEPT", _("保留原文")


class Part(models.TextChoices):
    """The parts of an entry, in the order they are read."""

    TITLE = "TITLE", _("标题")
    BACKGROUND = "BACKGROUND", _("背景")
    COURSE = "COURSE", _("经过")
    JUDGEMENT = "JUDGEMENT", _("认定和理由")
    LESSON = "LESSON", _("启示")


class MarkKind(models.TextChoices):
    NAME = "NAME", _("姓名")
    CALLED = "CALLED", _("称谓")
    UNIT = "UNIT", _("单位")
    PLACE = "PLACE", _("地名")
    DATE = "DATE", _("日期")
    NUMBER = "NUMBER", _("文号、编号")
    CONTACT = "CONTACT", _("电话、证件号码、车牌")
    MONEY = "MONEY", _("金额")
    OTHER = "OTHER", _("其他")


class Field(models.TextChoices):
    """In which work it happened: what a reader looks for first."""

    PROJECT = "PROJECT", _("项目建设")
    RURAL = "RURAL", _("农业农村")
    LIVELIHOOD = "LIVELIHOOD", _("民生服务")
    RESCUE = "RESCUE", _("应急抢险")
    APPROVAL = "APPROVAL", _("审批和营商环境")
    GOVERNANCE = "GOVERNANCE", _("基层治理")
    REFORM = "REFORM", _("改革试点")
    ENTERPRISE = "ENTERPRISE", _("国企经营")
    PERSONNEL = "PERSONNEL", _("选人用人")
    OTHER = "OTHER", _("其他")


MOVES: dict[str, dict[str, str]] = {
    "DRAFT": {"check": "CHECKED", "drop": "WITHDRAWN"},
    "CHECKED": {"approve": "APPROVED", "return": "DRAFT", "drop": "WITHDRAWN"},
    "APPROVED": {"withdraw": "WITHDRAWN"},
    "WITHDRAWN": {},
}
