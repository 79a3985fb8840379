"""How does a draft read to somebody who has never seen a pack file? Entries, fields and faults in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.law.policies import (
    draft_bodies,
    draft_checks,
    evaluation,
    expressions,
    labels,
    models,
    rule_tables,
    schema_rules,
    shelf,
)
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.draft_checks import DraftFault
from dandang.law.policies.records import FactDefinition, TraceLine
from dandang.law.policies.rules import value_text
from dandang.law.policies.schema import NUMBER_UNITS, PROVISIONS, FactCatalogue

ADVICES = labels.shown(schema_rules.OUTCOMES) | {
    "NOT_TOLERABLE": gettext_lazy("不符合容错条件"),
    "CANNOT_SAY": gettext_lazy("还不能判断"),
}
SIDES = {
    "gate": gettext_lazy("什么时候考虑容错"),
    "lead_organs": gettext_lazy("由谁认定"),
    "partner_organs": gettext_lazy("和谁一起办"),
    "copies_to": gettext_lazy("结果抄送谁"),
    "outside_participants": gettext_lazy("请谁从外部参加"),
    "party_opinion": gettext_lazy("听取党组织意见"),
}
# What each section is for, and what comes first.
HINTS = {
    "document": gettext_lazy("这份文件叫什么，谁制定，从哪一天起适用"),
    "clauses": gettext_lazy("先写这一部分：用自己的话概括每一条，别的各部分都要引用它"),
    "values": gettext_lazy("条文给出的数：比例、期限、次数。没有谈到的不写，按上级的办"),
    "questions": gettext_lazy("事实目录里没有、本地区的条件要问的事，在这里添一问"),
    "conditions": gettext_lazy("容错要符合哪几条，每一条凭哪些事实判断；新添的条件自动要求全部符合"),
    "table": gettext_lazy("不是“全部符合”的才要改：几条里符合几条，或者符合其中一条"),
    "positive_list": gettext_lazy("列举可以容错的情形"),
    "negative_list": gettext_lazy("属于其中一项的，不予容错"),
    "hard_stops": gettext_lazy("触到其中一项的，不予容错，另外标明"),
    "outcomes": gettext_lazy("符合条件以后给什么结果，对以后的考核、评优、任用有什么效果"),
    "openers": gettext_lazy("谁可以把事情提出来；上级和本系统已经允许的仍然可以"),
    "sides": gettext_lazy("由哪个机关认定，和谁一起办，抄送谁，请谁参加"),
    "stages": gettext_lazy("有哪些环节，由谁办，几天，用什么文书，下一步到哪里。不写的环节按上级和本系统的程序"),
    "examples": gettext_lazy("设想几件事，写上应当得出的结论；检查时照规则算一遍，看是不是这样"),
}
assert set(HINTS) == set(draft_bodies.SECTIONS)
assert set(SIDES) == set(PROVISIONS)
SENSES = {"exactly": gettext_lazy("就是这个数"), "at_most": gettext_lazy("不超过"), "at_least": gettext_lazy("不少于")}
KINDS = {
    "yes_no": gettext_lazy("是或者否"), "choice": gettext_lazy("从几种回答里选"), "number": gettext_lazy("填数字"),
}  # fmt: skip
_CODES = labels.shown(
    schema_rules.STAGES | schema_rules.ROLES | schema_rules.PAPERS | schema_rules.ASSESSMENTS | schema_rules.ELEMENTS
    | schema_rules.GATES
) | SENSES | KINDS | labels.SUBJECTS  # fmt: skip
# The same code names a stage and an outcome, a role and an opener: these fields say which table it is from.
_FIELD_CODES: dict[str, Mapping[str, Any]] = {
    "who": labels.shown(schema_rules.OPENERS),
    "side": SIDES,
    "expect_advice": ADVICES,
}
_EDITION = re.compile(r"([a-z][a-z0-9-]*)@(\d{4}-\d{2}-\d{2})")
_TOKEN = re.compile(r"(?<![\w.-])[A-Za-z][\w-]*(?:\.[\w-]+)*", re.ASCII)
_BOUNDS = {"at_most": gettext_lazy("不超过 "), "at_least": gettext_lazy("不少于 "), "is_not": gettext_lazy("不是 ")}


def advice_words(code: str) -> str:
    """Return a conclusion in words; a code of no table as it stands."""
    return str(ADVICES.get(code, code))


def known_facts(body: Mapping[str, Any]) -> dict[str, FactDefinition]:
    """Return the facts a draft may ask: its own first, then those of the catalogue."""
    own = rule_tables.definitions(FactCatalogue.model_validate({"facts": body.get("facts") or []}))
    return {**own, **shelf.current_rules().facts, **own}


def asked_facts(body: Mapping[str, Any]) -> list[FactDefinition]:
    """Return the facts the draft's own table asks for, each once, in the order of its conditions, lists, outcomes."""
    known = known_facts(body)
    found: dict[str, FactDefinition] = {}
    for section in draft_bodies.IN_TABLE:
        for one in draft_bodies.entries(body, [], section):
            for raw in (one.get("test"), one.get("when")):
                for test in _tests(raw):
                    if test.fact in known:
                        found[test.fact] = known[test.fact]
    return list(found.values())


def _tests(raw: Any) -> Iterable[expressions.Test]:
    expression = _read(raw)
    return expressions.tests_in(expression) if expression is not None else ()


def _read(raw: Any) -> Any:
    try:
        return expressions.read(raw) if raw else None
    except ValueError:
        return None


class Words:
    """Reads the entries of one draft aloud: its conditions and clauses by their names, its facts by their questions."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.body = body
        self.facts = known_facts(body)
        self.clauses = {
            str(one.get("id")): str(one.get("label") or "")
            for one in draft_bodies.entries(body, [], "clauses")
        }  # fmt: skip
        self.items = {
            str(one.get("id")): str(one.get("label") or one.get("text") or "")
            for section in ("conditions", "positive_list", "negative_list", "hard_stops")
            for one in draft_bodies.entries(body, [], section)
        }

    def name_of(self, section: str, said: Entry) -> str:
        """Return what an entry is called on pages, in words where its name is a code."""
        if section in draft_bodies.SINGLE:
            return draft_bodies.SECTIONS[section]
        if section == "values":
            return _key_label(str(said.get("key")))
        if section == "sides":
            return str(SIDES.get(str(said.get("side")), ""))
        if section == "openers":
            return labels.said(schema_rules.OPENERS.get(str(said.get("who")), ""))
        if section == "stages":
            return labels.said(schema_rules.STAGES.get(str(said.get("code")), ""))
        return draft_bodies.called(section, said)

    def told(self, section: str, said: Entry | None) -> str:
        """Return an entry as a reader of lists sees it, empty for none."""
        if said is None:
            return ""
        teller = _TELLERS.get(section)
        return teller(self, said) if teller else str(said.get("summary") or "")

    def cited(self, said: Entry) -> str:
        """Return the clause an entry rests on, as the text calls it."""
        clause = str(said.get("clause") or "")
        return self.clauses.get(clause) or clause

    def both(self, theirs: Entry | None, mine: Entry | None) -> list[tuple[str, str, str]]:
        """Return field by field what stands there now and what was typed, where the two differ."""
        rows = [
            (
                draft_checks.FIELD_NAMES.get(name, name),
                *(self._field(name, (one or {}).get(name)) for one in (theirs, mine)),
            )
            for name in dict.fromkeys([*(mine or {}), *(theirs or {})])
        ]
        return [(name, there, typed) for name, there, typed in rows if there != typed]

    def sentence(self, said: str) -> str:
        """Return a sentence of the checks with every code, key and id in it by its name."""

        def name(found: re.Match[str]) -> str:
            token = found.group(0)
            label = self._label(token)
            return f"“{label}”" if label else token

        return _EDITION.sub(_edition_title, _TOKEN.sub(name, draft_checks.page_words(said)))

    def fault(self, one: DraftFault) -> DraftFault:
        """Return a fault in the words of the pages; a named entry by what it is called."""
        field = self._label(one.field) or self.sentence(one.field)
        return DraftFault(one.section, one.place, field, self.sentence(one.what), self.sentence(one.mend))

    def _label(self, token: str) -> str:
        fact = self.facts.get(token)
        if fact is not None:
            return fact.label
        if token.startswith(f"{draft_bodies.own_keys(self.body)}"):
            return _("已经删去的一问")
        known = shelf.current().keys.get(token)
        named = known.label if known else self.items.get(token) or labels.said(schema_rules.OUTCOMES.get(token, ""))
        return named or str(_CODES.get(token, ""))

    def _field(self, name: str, value: Any) -> str:
        if name == "deadline":
            return deadline_words(value)
        if name == "clause":
            return self.clauses.get(str(value)) or str(value or "")
        if name == "effects":
            return "；".join(_effect(one) for one in value or [])
        if name == "facts":
            return self._answers(value or {})
        if name == "key":
            return _key_label(str(value or ""))
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if name in ("test", "when", "requires"):
            return self.expression(value)
        if isinstance(value, list):
            return "、".join(sorted(str(_CODES.get(str(one), one)) for one in value))
        if isinstance(value, dict):
            return value_text(value, "outcome", say=labels.said)
        codes = _FIELD_CODES.get(name, labels.shown(schema_rules.OUTCOMES) | _CODES)
        return "" if value is None else str(codes.get(str(value), value))

    def expression(self, raw: Any) -> str:
        """Return a test in words; empty for one that cannot be read."""
        expression = _read(raw)
        return "" if expression is None else self._expression(expression)

    def _expression(self, of: Any) -> str:
        if isinstance(of, expressions.Met):
            return f"“{self.items.get(of.condition) or of.condition}”"
        if isinstance(of, expressions.Group):
            parts = [self._expression(part) for part in of.parts]
            joined = {"all_of": "，并且", "any_of": "，或者", "none_of": "；"}[of.operator].join(parts)
            shape = "{}" if len(parts) == 1 else {"all_of": "{}", "any_of": "（{}）", "none_of": "{}"}[of.operator]
            return (_("一项也没有：") if of.operator == "none_of" else "") + shape.format(joined)
        fact = self.facts.get(of.fact)
        values = of.value if isinstance(of.value, list) else [of.value]
        said = _(" 或者 ").join(_answer(one, fact) for one in values)
        label = fact.label if fact else self._label(of.fact) or of.fact
        return f"{label}：{_BOUNDS.get(of.operator, '')}{said}"

    def _answers(self, facts: Mapping[str, Any]) -> str:
        return "；".join(
            f"{self.facts[key].label if key in self.facts else self._label(key) or key}："
            f"{_answer(value, self.facts.get(key))}"
            for key, value in facts.items()
        )

    def _items(self, said: Entry) -> str:
        words = (str(said.get("explanation") or "").rstrip("。"), self.expression(said.get("test")))
        return "。".join(one for one in words if one)

    def _document(self, said: Entry) -> str:
        day = said.get("in_force_from", "")
        return _("%(title)s，自 %(day)s 起适用") % {"title": said.get("title", ""), "day": day} if said else ""

    def _values(self, said: Entry) -> str:
        unit, sense = str(said.get("unit")), str(said.get("sense") or "exactly")
        words = value_text(said.get("value"), unit, sense, say=labels.said)
        bounds = [(said.get("cap"), _("下级不得高于 %s")), (said.get("floor"), _("下级不得低于 %s"))]
        measure = labels.said(NUMBER_UNITS.get(unit, "{}"))
        limits = [text % measure.format(bound) for bound, text in bounds if bound is not None]
        return "；".join(one for one in (words, *limits, str(said.get("note") or "")) if one)

    def _questions(self, said: Entry) -> str:
        options = "、".join(str(one.get("label")) for one in said.get("options") or [])
        how = options or str(KINDS.get(str(said.get("kind")), ""))
        return f"{how}。{said.get('explanation', '')}"

    def _outcomes(self, said: Entry) -> str:
        when = said.get("when")
        correction = {True: _("同时要纠错整改"), False: _("不要纠错整改"), None: ""}[said.get("needs_correction")]
        effects = [_effect(one) for one in said.get("effects") or []]
        head = self.expression(when) if when else _("符合条件的其余情形")
        if said.get("code") == "NOT_TOLERATED":
            head = _("不符合条件的")
        return "；".join(one for one in (head, correction, *effects) if one)

    def _openers(self, said: Entry) -> str:
        return _("可以提出")

    def _sides(self, said: Entry) -> str:
        names = "、".join(said.get("names") or [])
        gate = labels.said(schema_rules.GATES.get(str(said.get("stands") or ""), ""))
        return "；".join(one for one in (str(said.get("text") or "").rstrip("。"), names, gate) if one)

    def _stages(self, said: Entry) -> str:
        ahead = "、".join(labels.said(schema_rules.STAGES.get(code, code)) for code in said.get("next") or [])
        roles = "、".join(labels.said(schema_rules.ROLES.get(code, code)) for code in said.get("roles") or [])
        papers = "、".join(labels.said(schema_rules.PAPERS.get(code, code)) for code in said.get("papers") or [])
        parts = [
            str(said.get("label") or ""), _("由%s办") % roles if roles else "", deadline_words(said.get("deadline")),
            _("用%s") % papers if papers else "", _("下一步：%(ahead)s") % {"ahead": ahead} if ahead else _("到此为止"),
        ]  # fmt: skip
        return "；".join(part for part in parts if part)

    def _table(self, said: Entry) -> str:
        needed = _("正面清单至少符合一项") if said.get("positive_list_is_needed") else ""
        joined = self.expression(said.get("requires"))
        return "；".join(one for one in (str(said.get("title") or ""), joined, needed) if one)

    def _examples(self, said: Entry) -> str:
        advice = advice_words(str(said.get("expect_advice", "")))
        return _("%(facts)s。应当得出：%(advice)s") % {
            "facts": self._answers(said.get("facts") or {}),
            "advice": advice,
        }


_TELLERS: dict[str, Callable[[Words, Entry], str]] = {
    "document": Words._document,
    "values": Words._values,
    "questions": Words._questions,
    "table": Words._table,
    **dict.fromkeys(("conditions", "positive_list", "negative_list", "hard_stops"), Words._items),
    "outcomes": Words._outcomes,
    "openers": Words._openers,
    "sides": Words._sides,
    "stages": Words._stages,
    "examples": Words._examples,
}


def deadline_words(said: Entry | None) -> str:
    """Return a deadline in words: 受理起 10 个工作日, or 未规定."""
    if not said:
        return ""
    since = labels.said(schema_rules.COUNTED_FROM.get(str(said.get("counted_from")), ""))
    if said.get("amount") is None:
        return _("期限未规定")
    unit = labels.said(schema_rules.DEADLINE_UNITS.get(str(said.get("unit")), ""))
    return _("%(since)s起 %(amount)s %(unit)s") % {"since": since, "amount": said["amount"], "unit": unit}


def _edition_title(found: re.Match[str]) -> str:
    rows = models.Edition.objects.filter(document__key=found[1], starts_on=found[2])
    title = rows.values_list("title", flat=True).first()
    return _("《%(title)s》（%(day)s 起）") % {"title": title, "day": found[2]} if title else found[0]


def _key_label(key: str) -> str:
    known = shelf.current().keys.get(key)
    return known.label if known else key


def _answer(value: Any, fact: FactDefinition | None) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if fact is not None and fact.kind == "number" and value is not None:
        return evaluation.answer_text(value, fact)
    return dict(fact.options).get(str(value), str(value)) if fact is not None else str(value)


def _effect(said: Entry) -> str:
    kinds = said.get("assessments")
    listed = "、".join(labels.said(schema_rules.ASSESSMENTS.get(one, one)) for one in kinds or []) or _(
        "条文没有列出种类"
    )
    more = [_("评先评优不受影响")] if said.get("awards") else []
    more += [_("提拔任用不受影响")] if said.get("selection") else []
    more += [_("管 %d 个月") % said["months"]] if said.get("months") else []
    return "，".join([_("考核不作负面评价：%(listed)s") % {"listed": listed}, *more])


def grounds(trace: Iterable[TraceLine], advice: str) -> list[TraceLine]:
    """Return the lines of a trace on which its advice rests: what failed, what is open, or what is met."""
    lines = list(trace)
    against = [one for one in lines if one.met is (one.part not in (evaluation.CONDITION, evaluation.POSITIVE))]
    against = [one for one in against if one.part != evaluation.SCOPE]
    if advice == "NOT_TOLERABLE":
        failed = [one for one in against if one.part != evaluation.POSITIVE]
        return failed or against
    if advice == "CANNOT_SAY":
        return [one for one in lines if one.met is None]
    return [one for one in lines if one.part == evaluation.CONDITION and one.met]
