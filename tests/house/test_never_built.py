"""What this house never builds, whatever is asked: looked for in routes, rows and code (security list, end of its §8).

Each ban is words that such a thing could hardly do without. A word that stands for something else is named here with
where it may stand and why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from dandang.config.route_policy import POLICY
from tests.house.code import CODE, ROOT, modules, report

BANS: dict[str, str] = {
    "telling authors by their style": r"stylometr|author(ship)?_?(guess|attribut|match)|writing_?style|文风",
    "tracing devices or addresses of people who report or rate": r"finger_?print|device_?id|ip_?trac|geo_?ip",
    "who rated me": r"who_?rated|raters?_?of_?person|my_?raters?",
    "ranking or counting those who report": r"report(er)?s?_?(rank|count|score)|ranking_?of_?report|举报人(排名|次数)",
    "predicting the risk of a person": r"risk_?(score|level|rank)|predict\w*_?(risk|person|fault)|风险(评分|等级|画像)",
    "faces, voices, emotions": r"face_?(id|recog|match)|facial|emotion|biometr|人脸|情绪识别",
    "black lists": r"black_?list|dishonest(y)?_?list|credit_?list|黑名单|失信名单",
    "looking up relatives in bulk": r"bulk_?kin|kin_?export|family_?export|relatives_?list",
    "taking records of the audit away": r"(delete|purge|erase|prune)_?(audit|entr(y|ies))",
}
# Where a banned word means something else, with the reason.
MEANS_SOMETHING_ELSE: dict[tuple[str, str], str] = {}


def _offences(names: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{where}: {name} ({what})"
        for where, name in names
        for what, words in BANS.items()
        if re.search(words, name, re.IGNORECASE) and (where, what) not in MEANS_SOMETHING_ELSE
    ]


def test_no_route_leads_to_it() -> None:
    assert not _offences(("route", name) for name in POLICY)


def test_no_row_holds_it() -> None:
    fields = (
        (model._meta.label, f"{field.name} {getattr(field, 'verbose_name', '')}")
        for model in apps.get_models()
        if model.__module__.startswith("dandang.")
        for field in model._meta.get_fields()
    )
    tables = (
        (model._meta.label, model.__name__) for model in apps.get_models() if model.__module__.startswith("dandang.")
    )

    assert not _offences(fields)
    assert not _offences(tables)


def test_no_code_is_called_so() -> None:
    offences = _offences((module.at(node), name) for module in modules() for node, name in _names(module.tree))

    assert not offences, report(offences, "Take it away, or say in MEANS_SOMETHING_ELSE what the word stands for.")


def test_no_page_says_it() -> None:
    pages = ((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in sorted(CODE.rglob("*.html")))
    offences = [
        f"{where} ({what})"
        for where, text in pages
        for what, words in BANS.items()
        if re.search(words, text, re.IGNORECASE) and (where, what) not in MEANS_SOMETHING_ELSE
    ]

    assert not offences, report(offences, "Take it away, or say in MEANS_SOMETHING_ELSE what the word stands for.")


@pytest.mark.parametrize("name", ["reporter_rank", "blacklist", "risk_score", "emotion", "device_id", "my_raters"])
def test_the_words_would_be_found(name: str) -> None:
    assert _offences(iter([("here", name)]))


def test_no_ballot_and_no_read_of_a_person_keeps_whence_it_came() -> None:
    """A ballot row has no room for who cast it or from where (promise of secrecy; schema, not habit)."""
    ballot = apps.get_model("appraisal", "Ballot")
    fields = {field.name for field in ballot._meta.get_fields()}

    assert not {name for name in fields if re.search(r"account|person|address|agent|cast_by|keyed_by|member", name)}
    assert not [field for field in ballot._meta.local_fields if isinstance(field, models.GenericIPAddressField)]


def _names(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node, node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node, node.id
        elif isinstance(node, ast.arg):
            yield node, node.arg
