"""One person's form as a tree that can be written back exactly; bounded, without any document type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

from defusedxml.ElementTree import DefusedXMLParser

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused, Place

_SAVE_AGAIN = "用任免审批表编辑器打开，重新保存后再上传"


@dataclass(frozen=True, slots=True)
class Node:
    """An element with everything around it: nothing of the source is lost but the way empty tags were written."""

    tag: str
    text: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    tail: str = ""

    def child(self, tag: str) -> Node | None:
        """The first child of that name."""
        return next((node for node in self.children if node.tag == tag), None)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in document order."""
        yield self
        for node in self.children:
            yield from node.walk()


class _TooMuch(Exception):
    """The tree outgrew its bounds; carries the reason."""


class _Grower:
    """Builds nodes while counting them; the parser calls start, data, end and close."""

    def __init__(self, max_depth: int, max_nodes: int) -> None:
        self.max_depth = max_depth
        self.max_nodes = max_nodes
        self.nodes = 0
        self.open: list[tuple[str, tuple[tuple[str, str], ...], list[Node], list[str], list[list[str]]]] = []
        self.root: Node | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.nodes += 1
        if self.nodes > self.max_nodes:
            raise _TooMuch(f"元素超过 {self.max_nodes} 个")
        if len(self.open) >= self.max_depth:
            raise _TooMuch(f"嵌套超过 {self.max_depth} 层")
        self.open.append((tag, tuple(attributes.items()), [], [], []))

    def data(self, text: str) -> None:
        if self.open:
            _, _, children, own, tails = self.open[-1]
            (tails[-1] if children else own).append(text)

    def end(self, tag: str) -> None:
        name, attributes, children, own, tails = self.open.pop()
        kept = tuple(
            Node(node.tag, node.text, node.children, node.attributes, "".join(tail))
            for node, tail in zip(children, tails, strict=True)
        )
        node = Node(name, "".join(own), kept, attributes)
        if self.open:
            self.open[-1][2].append(node)
            self.open[-1][4].append([])
        else:
            self.root = node

    def close(self) -> Node | None:
        return self.root


def parse_xml(
    data: bytes,
    *,
    max_bytes: int = limits.FORM_BYTES,
    max_depth: int = limits.FORM_DEPTH,
    max_nodes: int = limits.FORM_NODES,
) -> Node:
    """Parse an XML file into nodes.

    Refuses a file that is too large, carries a document type or an entity in any encoding, nests too deep, has too
    many elements, or is not well formed (naming the line).
    """
    if len(data) > max_bytes:
        raise FileRefused(
            f"文件有 {len(data) // limits.MIB} MB，超过 {max_bytes // limits.MIB} MB", "压缩照片后重新保存，再上传"
        )
    refuse_document_type(data)
    parser = DefusedXMLParser(target=_Grower(max_depth, max_nodes), forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except _TooMuch as much:
        raise FileRefused(f"文件结构不正常：{much}", _SAVE_AGAIN) from None
    except ParseError as broken:
        raise _not_well_formed(broken) from None
    except (ValueError, LookupError):
        # expat and defusedxml speak this way of forbidden declarations and unknown or lying encodings.
        raise FileRefused("文件声明的编码与内容不符，或含有不允许的声明", _SAVE_AGAIN) from None
    if not isinstance(root, Node):
        raise FileRefused("文件里没有内容", _SAVE_AGAIN)
    return root


def _not_well_formed(broken: ParseError) -> FileRefused:
    line, _ = broken.position
    what = ErrorString(broken.code) if broken.code else ""
    if "invalid token" in str(what):
        reason = f"第 {line} 行有不能识别的字符，可能是 GBK 文字混在 UTF-8 文件里，或文件在传送中损坏"
    elif "no element" in str(what) or "unclosed" in str(what):
        reason = f"第 {line} 行之后内容不完整，文件像是被截断了"
    else:
        reason = f"第 {line} 行不是合格的 XML"
    return FileRefused(reason, _SAVE_AGAIN, place=Place(row=line))


_DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037", "cp500", "utf-7")
_FORBIDDEN = re.compile(
    b"|".join(sorted({re.escape(word.encode(code)) for word in _DECLARATIONS for code in _ENCODINGS})), re.IGNORECASE
)


def refuse_document_type(data: bytes) -> None:
    """Refuse bytes that hold a document type or entity declaration in any encoding, before any parser sees them."""
    if _FORBIDDEN.search(data):
        raise FileRefused("文件里有 DOCTYPE 或 ENTITY 声明，可能带有攻击内容", _SAVE_AGAIN)


_ESCAPES: dict[str, str | int | None] = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE_ESCAPES = _ESCAPES | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
# Characters XML 1.0 cannot carry at all, written or escaped.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xml(root: Node) -> bytes:
    """Write nodes as UTF-8 with a declaration; texts, order and spacing as they are in the nodes."""
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n']
    _write(root, parts)
    return "".join(parts).encode("utf-8")


def _write(node: Node, parts: list[str]) -> None:
    attributes = "".join(f' {name}="{_escaped(value, _ATTRIBUTE_ESCAPES)}"' for name, value in node.attributes)
    if not node.text and not node.children:
        parts.append(f"<{node.tag}{attributes} />")
    else:
        parts.append(f"<{node.tag}{attributes}>{_escaped(node.text, _ESCAPES)}")
        for child in node.children:
            _write(child, parts)
        parts.append(f"</{node.tag}>")
    parts.append(_escaped(node.tail, _ESCAPES))


def _escaped(text: str, table: dict[str, str | int | None]) -> str:
    clean = UNWRITABLE.sub("", text)
    return clean.translate(str.maketrans(table))
