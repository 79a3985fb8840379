"""What may be asked of the library: filters in the address. A filter that cannot be read is named and left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.law.policies.labels import LEVELS, SUBJECTS

ANY = ("", _("全部"))


class LibraryFilter(forms.Form):
    """Filters both lists share. `wanted` gives what could be read, with today's day where none was given."""

    q = forms.CharField(label=_("文字"), required=False, max_length=60, strip=True)
    subject = forms.ChoiceField(label=_("主题"), required=False, choices=[ANY, *SUBJECTS.items()])
    region = forms.ChoiceField(label=_("地区"), required=False)
    on = forms.DateField(
        label=_("按哪一天"), required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput(format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, regions: list[tuple[str, str]], today: date) -> None:
        super().__init__(data)
        self.today = today
        self.regions = [code for code, _name in regions]
        self.fields["region"].choices = self.region_choices(regions)  # type: ignore[attr-defined]
        self.fields["on"].widget.attrs["placeholder"] = today.isoformat()

    def region_choices(self, regions: list[tuple[str, str]]) -> list[tuple[str, Any]]:
        return [ANY, *regions]

    def wanted(self) -> dict[str, Any]:
        """Return the filters that could be read."""
        self.is_valid()
        read = self.cleaned_data
        return {
            "words": read.get("q") or "",
            "subject": read.get("subject") or "",
            "region": read.get("region") or "",
            "on": read.get("on") or self.today,
        }


class DocumentFilter(LibraryFilter):
    """The list of documents."""

    level = forms.ChoiceField(label=_("层级"), required=False, choices=[ANY, *LEVELS.items()])
    in_force = forms.BooleanField(label=_("只看当天适用的"), required=False)
    field_order = ["q", "level", "subject", "region", "on", "in_force"]

    def wanted(self) -> dict[str, Any]:
        read = super().wanted()
        level, only = self.cleaned_data.get("level") or "", bool(self.cleaned_data.get("in_force"))
        return read | {"level": level, "only_in_force": only}


class ValueFilter(LibraryFilter):
    """The table of values; always for one region, the installation's own without a choice."""

    local = forms.BooleanField(label=_("只看有地方规定的"), required=False)
    field_order = ["q", "subject", "region", "on", "local"]

    def region_choices(self, regions: list[tuple[str, str]]) -> list[tuple[str, Any]]:
        return list(regions)

    def wanted(self) -> dict[str, Any]:
        read = super().wanted()
        return read | {"region": read["region"] or self.regions[0], "only_local": bool(self.cleaned_data.get("local"))}
