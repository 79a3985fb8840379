"""How a region's own draft and an imported text move on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    """A region's own edition on its way to the shelf."""

    DRAFT = "DRAFT", _("起草中")
    SUBMITTED = "SUBMITTED", _("待批准")
    RETURNED = "RETURNED", _("已退回")
    APPROVED = "APPROVED", _("已批准，已载入")
    DROPPED = "DROPPED", _("不再起草")


class TextState(models.TextChoices):
    """The full text of an edition: cut by the program, then confirmed by a person."""

    PROPOSED = "PROPOSED", _("待确认")
    CONFIRMED = "CONFIRMED", _("已确认")
    REPLACED = "REPLACED", _("已被替换")
    DISCARDED = "DISCARDED", _("已放弃")


MAY_BE_WRITTEN = (DraftState.DRAFT, DraftState.RETURNED)


class CheckResult(models.TextChoices):
    """What a comparison of a stored value with the official text showed."""

    SAME = "SAME", _("和原文一致")
    DIFFERENT = "DIFFERENT", _("和原文不一致")
