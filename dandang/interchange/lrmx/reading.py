"""An .lrmx file into a draft, keeping the whole form so that it can be written back as it was."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

from dandang.foundation.ground.names import tidy_name
from dandang.foundation.guard import limits
from dandang.foundation.guard.photos import check_photo
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.xml import Node, parse_xml
from dandang.interchange import summaries
from dandang.interchange.drafts import EducationDraft, FamilyDraft, PersonDraft
from dandang.interchange.lrmx import elements

ROOT = "Person"


def read_form(data: bytes) -> Node:
    """The form's elements. Refuses what is no 任免审批表 and whatever `guard.xml` refuses."""
    root = parse_xml(data)
    if root.tag != ROOT:
        raise FileRefused(
            f"这个 XML 的根元素是“{root.tag[:40]}”，不是任免审批表（Person）", "上传任免审批表编辑器保存的 .lrmx"
        )
    return root


def read_person(data: bytes, *, file: str) -> tuple[PersonDraft, list[Problem]]:
    """Read one person. Returns the draft and the hints (too long texts); refuses as `read_form` does, and photos."""
    try:
        root = read_form(data)
        photo = photo_of(root)
    except FileRefused as refused:
        raise refused.named(file) from None
    place = Place(file)
    values: dict[str, Any] = {field: value_of(root, tag) for tag, field in elements.FIELDS.items()}
    values["name"] = tidy_name(values["name"])
    values["identity_number"] = values["identity_number"].upper()
    values["political_status"] = summaries.political_status(values["party_text"])
    draft = PersonDraft(
        place=place,
        **values,
        educations=_educations(root),
        family=_family(root),
        rewards=summaries.rewards(values["reward_text"]),
        yearly_results=summaries.yearly_results(values["appraisal_text"]),
        extra=tuple((label, text) for tag, label in elements.SHEET_FIELDS.items() if (text := value_of(root, tag))),
        photo=photo,
        exchange_source=to_text(root),
    )
    return draft, _hints(root, place)


def value_of(node: Node, tag: str) -> str:
    """The text of a child without the blanks around it; blank and missing are the same."""
    child = node.child(tag)
    return child.text.strip() if child is not None else ""


def photo_of(root: Node) -> bytes:
    """The photo's bytes, empty when there is none. Refuses text that is no Base64 and pictures `photos` refuses."""
    text = "".join(value_of(root, elements.PHOTO).split())
    if not text:
        return b""
    if len(text) > limits.PHOTO_BYTES * 4 // 3 + 4:
        raise FileRefused("照片超过 5 MB", "换一张 JPEG 照片，宽高比 4:5，不超过 5 MB", place=Place(column="照片"))
    try:
        photo = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        here = Place(column="照片")
        raise FileRefused("照片的内容已损坏，不是 Base64", "在编辑器中重新插入照片后保存", place=here) from None
    check_photo(photo)
    return photo


def _educations(root: Node) -> tuple[EducationDraft, ...]:
    found = []
    for mode in ("1", "2"):
        values: dict[str, Any] = {
            field: value_of(root, tag) for tag, (of_mode, field) in elements.EDUCATION.items() if of_mode == mode
        }
        if any(values.values()):
            found.append(EducationDraft(mode, **values))
    return tuple(found)


def _family(root: Node) -> tuple[FamilyDraft, ...]:
    container = root.child(elements.FAMILY_LIST)
    if container is None:
        return ()
    members = (
        {field: value_of(item, tag) for tag, field in elements.FAMILY.items()}
        for item in container.children
        if item.tag == elements.FAMILY_ITEM
    )
    return tuple(
        FamilyDraft(**(values | {"name": tidy_name(values["name"])})) for values in members if any(values.values())
    )


def _hints(root: Node, place: Place) -> list[Problem]:
    hints = []
    for tag, most in elements.LENGTHS.items():
        text = value_of(root, tag)
        if len(text) > most:
            label = elements.SHEET_FIELDS.get(tag, tag)
            hints.append(
                Problem(place.at(label), text, f"有 {len(text)} 个字，编辑器最多写 {most} 个", "导出到旧编辑器前请精简")
            )
    return hints


_LINE = re.compile(r"\S+")


def to_text(root: Node) -> str:
    """The whole form as text to keep with the person; of the photo, kept as a picture, only its line lengths."""
    return json.dumps(_packed(root), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Node:
    """The form that `to_text` packed."""
    return _unpacked(json.loads(text))


def _packed(node: Node) -> list[Any]:
    text = _LINE.sub(lambda line: str(len(line[0])), node.text) if node.tag == elements.PHOTO else node.text
    return [node.tag, text, node.tail, [list(pair) for pair in node.attributes], [_packed(n) for n in node.children]]


def _unpacked(packed: list[Any]) -> Node:
    tag, text, tail, attributes, children = packed
    return Node(tag, text, tuple(_unpacked(child) for child in children), tuple((n, v) for n, v in attributes), tail)
