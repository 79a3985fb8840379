"""Marks of people inside the parts of an Office file: authors of changes, ids of sessions, fields, paths, alt texts."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
# Local names, for the strict and the transitional kind of the format have different namespaces.
_STRUCK = {"del", "moveFrom"}
_ADDED = {"ins", "moveTo"}
_WRAPPED = {"smartTag", "customXml"}
_REMOVED = {
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "comment", "rsids", "docVars",
    "attachedTemplate", "mailMerge", "docId", "absPath", "fileSharing", "revisionPtr", "docPartUnique",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "proofErr", "documentProtection",
    "creationId", "modifyVerifier", "cmAuthorLst", "customXmlDelRangeStart", "customXmlInsRangeStart",
    "customXmlDelRangeEnd", "customXmlInsRangeEnd", "creationid", "legacyDrawing", "legacyDrawingHF", "customPr",
    "custDataLst", "customerData", "writeProtection", "cellIns", "cellDel", "cellMerge", "customProperties",
    "extLst", "userInfo", "mailAsAttachment", "saveThroughXslt", "permStart", "permEnd", "customWorkbookViews",
    "customSheetViews",
}  # fmt: skip
_DELETED = {"paraId", "textId", "uid", "codeName"}
_BLANKED = {
    "author", "initials", "userName", "userId", "lastModifiedBy", "lastEditedBy", "descr", "documentId", "guid",
    "reservationPassword", "providerId",
}  # fmt: skip
_DRAWN_NAMES = {"docPr", "cNvPr", "imagedata", "shape"}
_FIELDS = re.compile(
    r"^\s*(AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|FILENAME|TEMPLATE|COMMENTS|KEYWORDS|DOCPROPERTY|"
    r"DOCVARIABLE|INFO|SUBJECT|TITLE|SAVEDATE|CREATEDATE|PRINTDATE|INCLUDETEXT|INCLUDEPICTURE|LINK)\b",
    re.IGNORECASE,
)


def remove_marks(root: Any, gone: set[str], removed: dict[str, None]) -> None:
    """Take every mark of a person out of one part. `gone` are ids of relations that point nowhere any more; `removed`
    gathers what was found, in words.
    """
    _accept_changes(root, removed)
    _empty_fields(root)
    for one in list(root.iter(etree.Element)):
        name = _local(one)
        if name in _REMOVED or name.endswith("Change"):
            _remove(one)
        else:
            _strip_attributes(one, name, gone)
    for one in list(root.iter(etree.ProcessingInstruction)):
        if one.getparent() is not None:
            _remove(one)


def _local(one: Any) -> str:
    return str(etree.QName(one).localname) if isinstance(one.tag, str) else ""


def _accept_changes(root: Any, removed: dict[str, None]) -> None:
    if not str(root.tag).startswith(_W):
        return
    for one in list(root.iter(etree.Element)):
        name = _local(one)
        parent = one.getparent()
        if parent is None or not str(one.tag).startswith(_W):
            continue
        if name in _STRUCK:
            removed["修订人（修订已接受）"] = None
            # A mark in the properties of a row strikes out the whole row.
            _remove(parent.getparent() if _local(parent) == "trPr" else one)
        elif name in _ADDED:
            removed["修订人（修订已接受）"] = None
            _unwrap(one)
        elif name in _WRAPPED:
            _unwrap(one)


def _unwrap(one: Any) -> None:
    """Put what an element holds into its place."""
    parent = one.getparent()
    at = parent.index(one)
    for offset, inner in enumerate(list(one)):
        if _local(inner) not in ("smartTagPr", "customXmlPr"):
            parent.insert(at + offset, inner)
    _remove(one)


def _remove(one: Any) -> None:
    parent = one.getparent()
    if parent is None:
        return
    if one.tail:
        before = one.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + one.tail
        else:
            parent.text = (parent.text or "") + one.tail
    parent.remove(one)


def _strip_attributes(one: Any, name: str, gone: set[str]) -> None:
    for key in list(one.attrib):
        local = etree.QName(key).localname
        is_drawn_name = name in _DRAWN_NAMES and local in ("name", "title", "alt")
        points_nowhere = key.startswith(_OFFICE_RELATIONS) and one.attrib[key] in gone
        if points_nowhere or local.startswith("rsid") or local in _DELETED:
            del one.attrib[key]
        elif local in _BLANKED or is_drawn_name:
            one.attrib[key] = ""
    if name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter") and one.text:
        one.text = re.sub(r"&[ZF]", "", one.text)


def _empty_fields(root: Any) -> None:
    """Fields print properties into the text: the author, the path of the file. Their printed result goes too."""
    for one in root.iter(f"{_W}fldSimple"):
        if _FIELDS.match(one.get(f"{_W}instr", "")):
            one.set(f"{_W}instr", "QUOTE")
            _empty(one)
    for one in root.iter(f"{_W}sdt"):
        if one.find(f"{_W}sdtPr/{_W}dataBinding") is not None:
            _empty(one)
            _remove(one.find(f"{_W}sdtPr/{_W}dataBinding"))
    _empty_open_fields(root)


def _empty(one: Any) -> None:
    for words in one.iter(f"{_W}t", f"{_W}instrText"):
        words.text = ""


def _empty_open_fields(root: Any) -> None:
    """A field of several runs: begin, instruction, separate, result, end; fields may stand inside fields."""
    open_fields: list[list[Any]] = []
    for one in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}t"):
        kind = one.get(f"{_W}fldCharType")
        if kind == "begin":
            open_fields.append([])
        elif kind == "end" and open_fields:
            parts = open_fields.pop()
            if _FIELDS.match("".join(part.text or "" for part in parts if _local(part) == "instrText")):
                for part in parts:
                    part.text = ""
        elif kind is None:
            for parts in open_fields:
                parts.append(one)
