"""Where a paper stands and what moves it on. Papers that no organ numbers (笔录, 申请表) are filed once signed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "DRAFT", _("拟稿")
    RETURNED = "RETURNED", _("退回修改")
    CHECKED = "CHECKED", _("已核稿")
    SIGNED = "SIGNED", _("已签发")
    NUMBERED = "NUMBERED", _("已编号")
    SEALED = "SEALED", _("已用印")
    SERVED = "SERVED", _("已送达")
    FILED = "FILED", _("已归档")
    DROPPED = "DROPPED", _("已废止")


class Desk(models.TextChoices):
    """Which leaders check and sign: the desk of whoever drafted it."""

    ORG = "ORG", _("组织部门")
    DISCIPLINE = "DISCIPLINE", _("纪检监察机关")


class Way(models.TextChoices):
    """How a paper reached the person. Basis: SPEC PL-18, PL-20."""

    IN_PERSON = "IN_PERSON", _("面交")
    POST = "POST", _("邮寄")
    SCREEN = "SCREEN", _("在线")
    LEFT_WITH_WITNESS = "LEFT_WITH_WITNESS", _("留置")
    NOTICE = "NOTICE", _("公告")


MOVES: dict[str, dict[str, str]] = {
    "DRAFT": {"check": "CHECKED", "return": "RETURNED", "drop": "DROPPED"},
    "RETURNED": {"redraft": "DRAFT", "drop": "DROPPED"},
    "CHECKED": {"sign": "SIGNED", "return": "RETURNED", "drop": "DROPPED"},
    "SIGNED": {"number": "NUMBERED", "file": "FILED"},
    "NUMBERED": {"seal": "SEALED"},
    "SEALED": {"serve": "SERVED", "file": "FILED"},
    "SERVED": {"serve": "SERVED", "file": "FILED"},
    "FILED": {},
    "DROPPED": {},
}
STEPS = ("DRAFT", "CHECKED", "SIGNED", "NUMBERED", "SEALED", "SERVED", "FILED")
