"""How are packs read from the folder `packs/`? Strict YAML, and every mistake with its file and place.

One folder per document, one file per edition named by its first day, `examples/` beside it; `keys.yaml` and
`facts.yaml`, the two catalogues, on top.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from dandang.law.policies.records import Fault
from dandang.law.policies.schema import Catalogue, Example, Examples, FactCatalogue, Pack, RuleExample
from dandang.law.policies.shape import Part

LARGEST_FILE = 512 * 1024  # bytes; the largest edition has about 30 thousand
Model = TypeVar("Model", bound=Part)


_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same loader, ten times faster where libyaml is there


class _StrictLoader(_SafeLoader):  # type: ignore[misc, valid-type]
    """Refuses what YAML lets pass silently: a key written twice, of which the first would be lost."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}”写了两次", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


# Only true and false are truths, as in YAML 1.2: PyYAML would read the field name `on` as one.
_StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything read from a folder of packs; `faults` lists what could not be read."""

    catalogue: Catalogue
    packs: tuple[Pack, ...]
    examples: tuple[tuple[str, Example], ...]
    faults: tuple[Fault, ...]
    facts: FactCatalogue
    rule_examples: tuple[tuple[str, RuleExample], ...]


def read_folder(root: Path, *, with_examples: bool = True) -> Folder:
    """Read a folder of packs, without its examples when only the law is wanted.

    Never raises for what people wrote; the mistakes come back as faults.
    """
    faults: list[Fault] = []
    catalogue = _read(root, root / "keys.yaml", Catalogue, faults) or Catalogue(keys=[])
    facts = _read(root, root / "facts.yaml", FactCatalogue, faults) if (root / "facts.yaml").exists() else None
    packs = []
    for path in sorted(root.glob("*/*.yaml")):
        pack = _read(root, path, Pack, faults)
        if pack is not None:
            packs.append(pack)
            faults.extend(_name_faults(root, path, pack))
    examples: list[tuple[str, Example]] = []
    rule_examples: list[tuple[str, RuleExample]] = []
    for path in sorted(root.glob("*/examples/*.yaml")) if with_examples else ():
        found = _read(root, path, Examples, faults)
        where = path.relative_to(root).as_posix()
        examples.extend((where, one) for one in (found.examples if found else ()))
        rule_examples.extend((where, one) for one in (found.rules if found else ()))
    if not packs and not any(root.glob("*/*.yaml")):
        faults.append(Fault(root.name, "没有找到政策包", "请核对文件夹的位置"))
    return Folder(
        catalogue, tuple(packs), tuple(examples), tuple(faults), facts or FactCatalogue(facts=[]), tuple(rule_examples)
    )


def rule_examples(root: Path, key: str) -> list[RuleExample]:
    """Return the made-up cases that stand beside the editions of one document; none where the folder has none."""
    found = [_read(root, path, Examples, []) for path in sorted((root / key / "examples").glob("*.yaml"))]
    return [one for file in found if file is not None for one in file.rules]


def _read(root: Path, path: Path, model: type[Model], faults: list[Fault]) -> Model | None:
    where = path.relative_to(root).as_posix()
    try:
        return model.model_validate(_parsed(path))
    except (OSError, UnicodeDecodeError) as problem:
        faults.append(Fault(where, f"文件读不出来（{problem.__class__.__name__}）", "请确认文件存在，并且存成 UTF-8"))
    except yaml.YAMLError as problem:
        faults.append(Fault(where, _yaml_words(problem), "请改正这一行的写法"))
    except ValidationError as problem:
        for error in problem.errors():
            place = ".".join(str(step) for step in error["loc"]) or "全文"
            faults.append(Fault(f"{where} {place}", words_of(error), "写法见 docs/policy-packs.md"))
    except ValueError as problem:
        faults.append(Fault(where, str(problem), "写法见 docs/policy-packs.md"))
    return None


def _parsed(path: Path) -> Any:
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError(f"文件超过 {LARGEST_FILE // 1024} KB，不像是一个政策包")
    return deepcopy(_loaded(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=64)
def _loaded(text: str) -> Any:
    """What a text says. Kept, for reading YAML takes most of the time and the same texts are checked often."""
    for event in yaml.parse(text, Loader=_StrictLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError(f"{_place(event.start_mark)}不用别名（*），请把内容写全")
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a subclass of SafeLoader


def _place(mark: Any) -> str:
    return f"第 {mark.line + 1} 行第 {mark.column + 1} 列：" if mark else ""


def _yaml_words(problem: yaml.YAMLError) -> str:
    what = str(getattr(problem, "problem", None) or "")
    if what.isascii():
        what = "这里不是合格的 YAML"
    return _place(getattr(problem, "problem_mark", None)) + what


_WORDS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这样的项目，可能写错了名称",
    "string_type": "这里要写文字；数字样子的文字请加引号",
    "string_pattern_mismatch": "写法不对",
    "string_too_short": "不能为空",
    "literal_error": "不在可选范围内",
    "date_type": "请写成 2026-11-23 这样的日期",
    "date_from_datetime_parsing": "请写成 2026-11-23 这样的日期",
    "list_type": "这里要写成列表",
    "too_short": "至少要有一项",
    "model_type": "这里要写成“项目: 内容”",
    "int_type": "这里要写整数",
    "dict_type": "这里要写成“项目: 内容”",
    "bool_type": "这里要写 true 或者 false",
}


def words_of(error: Any) -> str:
    """Return what is wrong in the words of the person who wrote it."""
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return _WORDS.get(error["type"], str(error["msg"]))


def _name_faults(root: Path, path: Path, pack: Pack) -> list[Fault]:
    expected = f"{pack.document.key}/{pack.edition.in_force_from.isoformat()}.yaml"
    where = path.relative_to(root).as_posix()
    if where == expected:
        return []
    return [Fault(where, "文件夹和文件名与内容对不上", f"请改名为 {expected}，或者改正 key 和 in_force_from")]
