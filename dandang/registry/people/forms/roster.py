"""Filters of the roster: what may be asked, and how the chosen ones read as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dandang.foundation.codes import queries as codes
from dandang.registry.organisations.models import Organisation
from dandang.registry.organisations.records import Choice
from dandang.registry.people.models import Person
from dandang.registry.people.queries import RosterFilter

ANY = ("", _("不限"))
_KIND = "kind-"
LEVELS = ("厅局级正职", "厅局级副职", "县处级正职", "县处级副职", "乡科级正职", "乡科级副职", "科员", "办事员")
LEVEL_PAIRS = {f"{name}正职、副职": (f"{name}正职", f"{name}副职") for name in ("厅局级", "县处级", "乡科级")}
AGES = {"-35": _("35岁及以下"), "36-45": _("36–45岁"), "46-55": _("46–55岁"), "56-": _("56岁及以上")}
RESULTS = {
    "EXCELLENT": _("有优秀"),
    "EXCELLENT_TWICE": _("两次以上优秀"),
    "COMPETENT": _("均为称职以上"),
    "BELOW": _("有基本称职以下"),
}
EDUCATIONS = {"POSTGRADUATE": _("研究生"), "UNIVERSITY": _("大学"), "COLLEGE": _("大专"), "BELOW": _("中专及以下")}
PARTIES = {"CPC": _("中共党员"), "DEMOCRATIC": _("民主党派"), "NONE": _("无党派、群众")}
# Fields behind 更多条件; they stay visible as long as one of them is in use.
MORE = ("sex", "nationality", "education", "party", "rank", "person_kind", "state", "age_low", "age_high")


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter in the sentence; `url` is the page without it, `is_joined` means no comma before it."""

    before: str
    label: str
    url: str
    after: str = ""
    is_joined: bool = False


class RosterForm(forms.Form):
    """A GET form; its values stand in the address, so that every view of the roster can be kept and sent."""

    q = forms.CharField(
        label=_("姓名或编号"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("可输拼音首字母，如 gmc"), "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=_("单位（含下级）"), required=False)
    level = forms.ChoiceField(label=_("职务层次"), required=False)
    age = forms.ChoiceField(label=_("年龄"), required=False, choices=[ANY, *AGES.items()])
    results = forms.ChoiceField(label=_("近三年考核"), required=False, choices=[ANY, *RESULTS.items()])
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=[ANY, ("1", _("男")), ("2", _("女"))])
    nationality = forms.ChoiceField(label=_("民族"), required=False)
    education = forms.ChoiceField(label=_("学历（含在职）"), required=False, choices=[ANY, *EDUCATIONS.items()])
    party = forms.ChoiceField(label=_("政治面貌"), required=False, choices=[ANY, *PARTIES.items()])
    rank = forms.ChoiceField(label=_("职级"), required=False)
    person_kind = forms.ChoiceField(label=_("人员类别"), required=False)
    state = forms.ChoiceField(
        label=_("管理状态"), required=False, choices=[("", _("在职")), *Person.State.choices[1:], ("ALL", _("全部"))]
    )
    age_low = forms.IntegerField(label=_("年龄从"), required=False, min_value=16, max_value=120)
    age_high = forms.IntegerField(label=_("年龄到"), required=False, min_value=16, max_value=120)

    def __init__(self, data: QueryDict, *, units: Sequence[Choice]) -> None:
        super().__init__(data, auto_id="f-%s")
        self._units = {unit.path: unit for unit in units}
        self._set("unit", [ANY, (_("按类别"), _kinds()), (_("按机构"), [_indented(unit) for unit in units])])
        self._set("level", [ANY, *((pair, pair) for pair in LEVEL_PAIRS), *((name, name) for name in LEVELS)])
        nationalities = [(name, name) for code, name in codes.table("nationality").items() if "01" <= code <= "56"]
        self._set("nationality", [ANY, *nationalities])
        self._set("rank", [ANY, *((name, name) for name in codes.table("rank").values())])
        self._set("person_kind", [ANY, *((name, name) for name in codes.table("person_kind").values())])

    def _set(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The filters everybody uses."""
        return [self[name] for name in self.fields if name not in MORE]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Further conditions."""
        return [self[name] for name in MORE]

    def uses_more(self) -> bool:
        """Whether one of the further conditions is set; they must be seen then."""
        return any(self.data.get(name) for name in MORE)

    def wanted(self) -> RosterFilter:
        """Return the filter the address asks for; what cannot be read narrows nothing and is named on the page."""
        self.is_valid()
        values = self.cleaned_data
        unit = values.get("unit", "")
        low, _dash, high = values.get("age", "").partition("-")
        return RosterFilter(
            words=values.get("q", "").strip(),
            unit_path="" if unit.startswith(_KIND) else unit,
            unit_kind=unit.removeprefix(_KIND) if unit.startswith(_KIND) else "",
            levels=_levels(values.get("level", "")),
            age_low=values.get("age_low") or _number(low),
            age_high=values.get("age_high") or _number(high),
            results=values.get("results", ""),
            sex=values.get("sex", ""),
            nationality=values.get("nationality", ""),
            education=values.get("education", ""),
            party=values.get("party", ""),
            rank=values.get("rank", ""),
            person_kind=values.get("person_kind", ""),
            state={"": "SERVING", "ALL": ""}.get(values.get("state", ""), values.get("state", "")),
        )

    def chips(self, query: QueryDict) -> list[Chip]:
        """Return the chosen filters as parts of one sentence, each with the address of the page without it."""
        parts: list[Chip] = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if not value:
                continue
            before, label = self._words(name, value)
            if name == "level" and value in LEVEL_PAIRS:
                first, second = LEVEL_PAIRS[value]
                parts.append(Chip(before, first, _without(query, name, second)))
                parts.append(Chip(gettext("或"), second, _without(query, name, first), is_joined=True))
            else:
                after = gettext("中") if name == "unit" else gettext("开头") if name == "q" else ""
                parts.append(Chip(before, label, _without(query, name), after))
        return parts

    def _words(self, name: str, value: Any) -> tuple[str, str]:
        labels = {"q": gettext("姓名、编号或首字母以"), "unit": gettext("在"), "results": gettext("近三年")}
        before = labels.get(name) or gettext("%(field)s是") % {"field": self.fields[name].label}
        if name == "unit" and value in self._units:
            return before, self._units[value].name
        return before, str(_flat(self.fields[name]).get(value, value))


def _levels(value: str) -> tuple[str, ...]:
    return LEVEL_PAIRS.get(value, (value,) if value else ())


def _number(text: str) -> int | None:
    return int(text) if text else None


def _kinds() -> list[tuple[str, Any]]:
    kinds = Organisation.Kind
    return [(f"{_KIND}{kind.value}", kind.label) for kind in kinds if kind not in {kinds.REGION, kinds.INNER}]


def _indented(unit: Choice) -> tuple[str, str]:
    return unit.path, "\u3000" * unit.depth + unit.name


def _flat(field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for value, label in getattr(field, "choices", []):
        found.update(dict(label) if isinstance(label, (list, tuple)) else {value: label})
    return found


def _without(query: QueryDict, name: str, replacement: str = "") -> str:
    """The address without one condition; pages begin anew."""
    kept = query.copy()
    kept.pop("at", None)
    kept.pop(name, None)
    if replacement:
        kept[name] = replacement
    return f"?{kept.urlencode()}"
