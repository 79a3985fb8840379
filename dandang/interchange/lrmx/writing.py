"""A draft into an .lrmx file: into the form it once came from where there is one, else into a fresh form.

An element whose meaning has not changed keeps its own text, blanks and all; only what changed is written anew.
"""

from __future__ import annotations

import base64
import re
from itertools import islice

from dandang.foundation.ground.months import UnreadableDate, read_date
from dandang.foundation.ground.names import tidy_name
from dandang.foundation.guard.xml import Node, write_xml
from dandang.interchange.drafts import FamilyDraft, PersonDraft
from dandang.interchange.lrmx import elements
from dandang.interchange.lrmx.reading import ROOT, from_text, value_of

_INDENT = "\n  "
_LENGTH = re.compile(r"\d+")


def write_person(draft: PersonDraft) -> bytes:
    """The file's bytes, UTF-8 without BOM."""
    return write_xml(form_of(draft))


def form_of(draft: PersonDraft) -> Node:
    """The form's elements for a draft, filled into the kept form when the draft carries one."""
    kept = from_text(draft.exchange_source) if draft.exchange_source else _blank_form()
    wanted = _texts(draft)
    children: list[Node] = []
    present: set[str] = set()
    for child in kept.children:
        # Readers take the first of two elements of one name; the second stays as it is.
        children.append(child if child.tag in present else _renewed(child, wanted, draft))
        present.add(child.tag)
    for tag in elements.ORDER:
        value = draft.family if tag == elements.FAMILY_LIST else wanted.get(tag)
        if tag not in present and value:
            _insert(children, _renewed(Node(tag, tail=_INDENT), wanted, draft))
    return Node(ROOT, kept.text, tuple(children), kept.attributes, kept.tail)


def _blank_form() -> Node:
    children = [Node(tag, tail=_INDENT) for tag in elements.ORDER if tag not in elements.SHEET_FIELDS]
    return Node(ROOT, _INDENT, tuple(children))


def _texts(draft: PersonDraft) -> dict[str, str]:
    """What each element should say."""
    texts = {tag: getattr(draft, field) for tag, field in elements.FIELDS.items()}
    for mode in ("1", "2"):
        education = next((row for row in draft.educations if row.mode == mode), None)
        for tag, (of_mode, field) in elements.EDUCATION.items():
            if of_mode == mode:
                texts[tag] = getattr(education, field) if education else ""
    extra = dict(draft.extra)
    texts.update({tag: extra.get(label, "") for tag, label in elements.SHEET_FIELDS.items()})
    texts[elements.PHOTO] = base64.b64encode(draft.photo).decode("ascii")
    return texts


def _renewed(node: Node, wanted: dict[str, str], draft: PersonDraft) -> Node:
    if node.tag == elements.FAMILY_LIST:
        return _family(node, draft.family)
    if node.tag == elements.PHOTO:
        return Node(node.tag, _laid_out(node.text, wanted[node.tag]), node.children, node.attributes, node.tail)
    if node.tag not in wanted or _says_the_same(node, wanted[node.tag]):
        return node
    return Node(node.tag, wanted[node.tag], node.children, node.attributes, node.tail)


def _says_the_same(node: Node, wanted: str) -> bool:
    now = value_of(Node("", children=(node,)), node.tag)
    if node.tag == "XingMing":
        now = tidy_name(now)
    if node.tag == "ShenFenZheng":
        now = now.upper()
    return now.strip() == wanted.strip() or (node.tag in elements.MONTHS and _same_month(now, wanted))


def _same_month(one: str, other: str) -> bool:
    try:
        return read_date(one) == read_date(other)
    except UnreadableDate:
        return False


def _laid_out(lengths: str, photo: str) -> str:
    """The photo's text in the lines it once had; on one line when it is another photo."""
    if sum(int(length) for length in lengths.split()) != len(photo):
        return photo
    pieces = iter(photo)
    return _LENGTH.sub(lambda length: "".join(islice(pieces, int(length[0]))), lengths) if photo else lengths


def _family(node: Node, members: tuple[FamilyDraft, ...]) -> Node:
    items = [child for child in node.children if child.tag == elements.FAMILY_ITEM]
    filled = [item for item in items if any(value_of(item, tag) for tag in elements.FAMILY)]
    if len(filled) == len(members):
        kept = dict(zip(map(id, filled), members, strict=True))
        children = tuple(_item(child, kept[id(child)]) if id(child) in kept else child for child in node.children)
        return Node(node.tag, node.text, children, node.attributes, node.tail)
    fresh = tuple(_item(None, member) for member in members)
    return Node(node.tag, f"{_INDENT}  " if fresh else "", fresh, node.attributes, node.tail)


def _item(item: Node | None, member: FamilyDraft) -> Node:
    values = {tag: getattr(member, field) for tag, field in elements.FAMILY.items()}
    if item is None:
        parts = tuple(Node(tag, value) for tag, value in values.items())
        return Node(elements.FAMILY_ITEM, children=parts, tail=f"{_INDENT}  ")
    children = [
        child
        if child.tag not in values or _says_the_same(child, values[child.tag])
        else Node(child.tag, values[child.tag], child.children, child.attributes, child.tail)
        for child in item.children
    ]
    present = {child.tag for child in item.children}
    children += [Node(tag, value) for tag, value in values.items() if value and tag not in present]
    return Node(item.tag, item.text, tuple(children), item.attributes, item.tail)


def _insert(children: list[Node], node: Node) -> None:
    """Put an element where the editor would write it: behind the last known element that comes before it."""
    place = elements.ORDER.index(node.tag)
    before = {tag: index for index, tag in enumerate(elements.ORDER)}
    at = 0
    for index, child in enumerate(children, start=1):
        if before.get(child.tag, place) < place:
            at = index
    children.insert(at, node)
