"""Word, Excel and PowerPoint files without the people in them: the package is written anew from the parts it needs.

Only parts that something still points to are kept; properties, remarks, revisions, previews, printers and data of other
programs are pointed to no longer. Tracked changes are accepted: what their author had struck out is struck out.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dandang.foundation.guard import limits, office_marks, strip_pictures
from dandang.foundation.guard.archives import Archive
from dandang.foundation.guard.problems import FileRefused
from dandang.foundation.guard.stripped import CannotStrip, Stripped
from dandang.foundation.guard.xml import refuse_document_type

_MEND = "请另存为新的文件，或者存成 PDF，再上传"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"
_PART_BYTES = 64 * limits.MIB
_ENDINGS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
# The last word of a relation's type, and what people call that which goes with it.
_DROPPED = {
    "core-properties": "作者和时间",
    "extended-properties": "单位和软件",
    "custom-properties": "自定义属性",
    "docmetadata": "自定义属性",
    "classificationlabels": "自定义属性",
    "customproperty": "自定义属性",
    "customxml": "附带的数据",
    "customxmlprops": "附带的数据",
    "thumbnail": "缩略图",
    "comments": "批注",
    "commentsextended": "批注",
    "commentsids": "批注",
    "commentsextensible": "批注",
    "threadedcomment": "批注",
    "commentauthors": "批注",
    "authors": "批注",
    "vmldrawing": "批注",
    "people": "修订人",
    "person": "修订人",
    "revisionheaders": "修订记录",
    "revisionlog": "修订记录",
    "usernames": "修订记录",
    "revisioninfo": "修订记录",
    "changesinfo": "修订记录",
    "printersettings": "打印机",
    "attachedtemplate": "模板的位置",
    "mailmergesource": "数据来源的位置",
    "mailmergeheadersource": "数据来源的位置",
    "connections": "数据来源的位置",
    "querytable": "数据来源的位置",
    "tags": "附带的数据",
    "origin": "电子签名",
    "signature": "电子签名",
    "glossarydocument": "自动图文集",
    "keymapcustomizations": "附带的数据",
    "recipientdata": "数据来源的位置",
}
_OPAQUE = ("oleobject", "package", "control", "activexcontrolbinary", "vbaproject", "video", "audio", "media")


@dataclass(slots=True)
class _Package:
    """The package being written: parts by name, and what was taken out."""

    archive: Archive
    parts: dict[str, bytes] = field(default_factory=dict)
    removed: dict[str, None] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        if self.archive.zip.getinfo(name).file_size > _PART_BYTES:
            raise FileRefused(f"文件里的“{name[:60]}”太大", _MEND)
        return self.archive.read(name)


def strip_office(archive: Archive) -> Stripped:
    """Write an Office package anew. Refuses what is damaged; raises CannotStrip for enclosed objects, other kinds."""
    kind = next((ending for part, ending in _ENDINGS.items() if part in archive.names), "")
    if not kind:
        raise CannotStrip("不认识这种 Office 文件，里面的来源信息去不干净")
    package = _Package(archive)
    _copy_relations(package, "")
    types = _parsed(package.read(_TYPES))
    for one in list(types):
        part = one.get("PartName", "").lstrip("/")
        if part and part not in package.parts:
            types.remove(one)
    return Stripped(_written(package, types), kind, tuple(package.removed))


def _written(package: _Package, types: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo(_TYPES, _EPOCH), _serialised(types))
        for name, content in package.parts.items():
            made.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _copy_relations(package: _Package, part: str) -> set[str]:
    """Copy what a part points to, without what tells of people. Returns the ids that point nowhere any more."""
    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    if name not in package.archive.names:
        return set()
    tree, gone = _parsed(package.read(name)), set()
    for one in list(tree.iter(_RELATIONS)):
        kind = one.get("Type", "").rsplit("/", 1)[-1].lower()
        if kind in _DROPPED:
            package.removed[_DROPPED[kind]] = None
            gone.add(one.get("Id", ""))
            tree.remove(one)
        elif one.get("TargetMode") == "External":
            _hide_path(package, one)
        elif kind in _OPAQUE:
            raise CannotStrip("文件里嵌有其他文件或者录音录像，来源信息去不干净")
        else:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            if target.lower().endswith(".svg"):  # A drawing beside the picture that older programs show.
                gone.add(one.get("Id", ""))
                tree.remove(one)
            else:
                _copy_part(package, target)
    package.parts[name] = _serialised(tree)
    return gone


def _hide_path(package: _Package, relation: Any) -> None:
    """A link to a file on somebody's own disk shows that person's name for the folder."""
    if not relation.get("Target", "").startswith(("http://", "https://")):
        relation.set("Target", "about:blank")
        package.removed["指向本机文件的路径"] = None


def _copy_part(package: _Package, name: str) -> None:
    if name in package.parts or name not in package.archive.names:
        return
    package.parts[name] = b""  # Parts point to one another in circles.
    content = package.read(name)
    if name.lower().endswith((".xml", ".vml")):
        gone = _copy_relations(package, name)
        tree = _parsed(content)
        office_marks.remove_marks(tree, gone, package.removed)
        package.parts[name] = _serialised(tree)
    elif name.lower().endswith((".odttf", ".fntdata", ".ttf")):
        package.parts[name] = content
    else:
        package.parts[name] = _picture(name, content, package)


def _picture(name: str, content: bytes, package: _Package) -> bytes:
    """A picture in the file is cleaned as one by itself. Its ending stays, so that the part is still found."""
    if not strip_pictures.is_picture(content):
        raise CannotStrip("文件里有读不了的图形，来源信息去不干净")
    done = strip_pictures.strip_picture(content)
    if done.kind == "png" and not content.startswith(b"\x89PNG"):
        raise CannotStrip("文件里有 GIF、BMP 一类的图片，来源信息去不干净")
    package.removed |= dict.fromkeys(done.removed)
    return done.content


def _parsed(content: bytes) -> Any:
    refuse_document_type(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise FileRefused("文件已损坏，里面有不合格的 XML", _MEND) from None


def _serialised(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
