"""The calendar as a table: one row per year and its source, one row per day that differs from the plain week."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Year(models.Model):
    """A year of the calendar. Provisional: only the statutory days are known, the yearly notice is not."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    is_provisional = models.BooleanField(_("暂定"))
    document = models.CharField(_("依据文件"), max_length=200)
    source = models.CharField(_("数据来源"), max_length=200)

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class Day(models.Model):
    """A day that differs from Monday-to-Friday: off by law, off in lieu, or a weekend day that is worked."""

    class Kind(models.TextChoices):
        STATUTORY = "STATUTORY", _("法定节假日")
        LIEU = "LIEU", _("调休放假")
        WORKING = "WORKING", _("调休上班")

    date = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(Year, models.PROTECT, related_name="days")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    name = models.CharField(_("节日"), max_length=40, blank=True)

    class Meta:
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"
