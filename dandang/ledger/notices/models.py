"""One row per account and thing told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something told to one account. `subject` is the reference of what it is about, `read_at` none until opened."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    title = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    subject = models.CharField(max_length=80, blank=True)
    told_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("已读"), null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-id"]
        indexes = [models.Index(name="notice_list", fields=["account", "-told_at", "-id"])]

    def __str__(self) -> str:
        return self.title
