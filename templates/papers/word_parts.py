"""Building blocks of the Word templates: pages, runs in official faces, tables of exact size.

Only `build_docx.py` uses this. Sizes are millimetres and points; faces are named as GB/T 9704-2012 names them, with the
faces Word falls back to listed in the font table of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

FACES = {
    "title": "方正小标宋简体",
    "fang": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "song": "宋体",
    "hei": "黑体",
}
# What Word should try when an office has not got the face (w:altName of the font table).
ALTERNATIVES = {
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,华文中宋,Noto Serif CJK SC,宋体",
    "仿宋_GB2312": "FangSong_GB2312,仿宋,FangSong,Noto Serif CJK SC",
    "楷体_GB2312": "KaiTi_GB2312,楷体,KaiTi,Noto Serif CJK SC",
    "宋体": "SimSun,Noto Serif CJK SC",
    "黑体": "SimHei,Noto Sans CJK SC",
}
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
TWIPS = 1440 / 25.4
# The order in which WordprocessingML wants the children of properties (ECMA-376); Word may refuse another.
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
}


@dataclass(frozen=True)
class Fit:
    """A value set in the largest size that fits a box of so many millimetres (word.py knows how to estimate it)."""

    value: str
    width: float
    height: float
    largest: float = 14

    def tag(self, what: str) -> str:
        """The template's expression for the `text`, its `size` in half points, or its `pitch` in twips."""
        return f"{{{{ {self.value}|{what}_in({self.width - 4:.1f}, {self.height - 1.5:.1f}, {self.largest}) }}}}"


@dataclass(frozen=True)
class Cell:
    """A cell: its paragraphs (a text is one), how many columns it spans, and how it merges downwards."""

    text: str | Fit | Sequence[str | Fit] = ""
    span: int = 1
    face: str = "song"
    size: float = 14
    align: str = "center"
    vertical: str = "center"
    merge: str = ""  # "restart" begins a merged column of cells, "continue" goes on with it
    bold: bool = False
    open_side: str = ""  # "bottom" or "top": no line on that side


def element(tag: str, **attributes: Any) -> Any:
    """An XML element of WordprocessingML; attribute names come without their prefix."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(properties: Any, child: Any) -> None:
    """Add a child to properties at the place that the order of the format gives it."""
    names = ORDER[properties.tag.rpartition("}")[2]].split()
    place = names.index(child.tag.rpartition("}")[2])
    for at, other in enumerate(properties):
        if names.index(other.tag.rpartition("}")[2]) > place:
            properties.insert(at, child)
            return
    properties.append(child)


def new_document(
    *, landscape: bool = False, top: float, bottom: float, left: float, right: float, title: str
) -> DocumentType:
    """An empty A4 document without Word's text grid, which would move the lines of exact rows."""
    document = Document()
    section = document.sections[0]
    width, height = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(8), Mm(max(5.0, bottom - 7 - 5))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    style = document.styles["Normal"]
    style.font.size = Pt(14)
    set_face(style.element.get_or_add_rPr(), FACES["song"])
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    name_alternatives(document)
    return document


def name_alternatives(document: DocumentType) -> None:
    """Write the fallback faces into the font table of the file."""
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
    if part is None:
        return
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in ALTERNATIVES.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", rows.encode() + b"</w:fonts>")


def set_face(properties: Any, face: str) -> None:
    """Name a face for Chinese and Latin text alike; without `eastAsia` Word ignores it for Chinese."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        put(properties, fonts)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), face)


def write(
    paragraph: Paragraph, text: str, *, face: str = "song", size: float | str = 14, bold: bool = False, colour: str = ""
) -> None:
    """Add a run; line feeds become line breaks. A size that is a text is worked out by the template, in half points."""
    run = paragraph.add_run()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.add_break()
        run.add_text(line)
    run.font.bold = bold or None
    properties = run._r.get_or_add_rPr()
    set_face(properties, FACES[face])
    put(properties, element("sz", val=size if isinstance(size, str) else round(size * 2)))
    if colour:
        put(properties, element("color", val=colour))


def say(
    document: Any,
    text: str,
    *,
    face: str = "song",
    size: float = 14,
    align: str = "left",
    bold: bool = False,
    colour: str = "",
    indent: float = 0,
    pitch: float = 0,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """Add a paragraph. `indent` is the first line's, in characters; `pitch` an exact line height in points."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    paragraph.alignment = ALIGN[align]
    form.space_before, form.space_after = Pt(before), Pt(after)
    if indent:
        form.first_line_indent = Pt(size * indent)
    if pitch:
        form.line_spacing = Pt(pitch)
    if text:
        write(paragraph, text, face=face, size=size, bold=bold, colour=colour)
    return paragraph


def rule_below(paragraph: Paragraph, colour: str = "000000", eighths: int = 4, kind: str = "single") -> None:
    """A line under a paragraph."""
    borders = element("pBdr")
    borders.append(element("bottom", val=kind, sz=eighths, space=1, color=colour))
    put(paragraph._p.get_or_add_pPr(), borders)


def tab_at(paragraph: Paragraph, place: int | str, kind: str) -> None:
    """A tab stop, in twips or as an expression for the template to work out."""
    tabs = element("tabs")
    tabs.append(element("tab", val=kind, pos=place))
    put(paragraph._p.get_or_add_pPr(), tabs)


def exact_lines(paragraph: Paragraph, pitch: str) -> None:
    """Lines of exactly so many twips: otherwise the paragraph mark of 14 points keeps small lines apart."""
    put(paragraph._p.get_or_add_pPr(), element("spacing", before=0, after=0, line=pitch, lineRule="exact"))


def hang(paragraph: Paragraph, twips: str) -> None:
    """Indent all lines but the first."""
    put(paragraph._p.get_or_add_pPr(), element("ind", left=twips, hanging=twips))


def table(document: Any, widths: Sequence[float], *, fixed: bool = True, borders: bool = True) -> Any:
    """An empty table with a grid of columns, centred on the page."""
    made = document.add_table(rows=0, cols=len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = not fixed
    properties = made._tbl.tblPr
    if borders:
        frame = element("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            frame.append(element(side, val="single", sz=4, space=0, color="000000"))
        put(properties, frame)
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=57, type="dxa"))
    put(properties, margins)
    for column, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(width * TWIPS)))
    made._widths = tuple(widths)
    return made


def row(made: Any, cells: Iterable[Cell], *, height: float | str = 0, exact: bool = False, head: bool = False) -> None:
    """Add a row. `height` is in millimetres, or an expression in twips for the template to work out."""
    tr = made.add_row()._tr
    for old in tr.findall(qn("w:tc")):
        tr.remove(old)
    properties = tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if height:
        twips = height if isinstance(height, str) else round(height * TWIPS)
        properties.append(element("trHeight", val=twips, hRule="exact" if exact else "atLeast"))
    if head:
        properties.append(element("tblHeader"))
    at = 0
    for cell in cells:
        tr.append(_cell(made, cell, sum(made._widths[at : at + cell.span]) if at < len(made._widths) else 20))
        at += cell.span


def _cell(made: Any, cell: Cell, width: float) -> Any:
    tc = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=round(width * TWIPS), type="dxa"))
    if cell.span > 1:
        properties.append(element("gridSpan", val=cell.span))
    if cell.merge:
        properties.append(element("vMerge", val=cell.merge))
    if cell.open_side:
        borders = element("tcBorders")
        borders.append(element(cell.open_side, val="nil"))
        properties.append(borders)
    properties.append(element("vAlign", val=cell.vertical))
    tc.append(properties)
    holder = _Cell(tc, made)
    for text in [cell.text] if isinstance(cell.text, str | Fit) else cell.text:
        paragraph = holder.add_paragraph()
        paragraph.alignment = ALIGN[cell.align]
        if isinstance(text, Fit):
            exact_lines(paragraph, text.tag("pitch"))
            write(paragraph, text.tag("text"), face=cell.face, size=text.tag("size"), bold=cell.bold)
        elif text:
            write(paragraph, text, face=cell.face, size=cell.size, bold=cell.bold)
    return tc


def loop_row(made: Any, before: str, cells: Iterable[Cell], **options: Any) -> None:
    """A row repeated by the template: `before` is the loop's head, such as `for person in people`."""
    width = len(made._widths)
    row(made, [Cell(f"{{%tr {before} %}}", span=width)])
    row(made, cells, **options)
    row(made, [Cell("{%tr endfor %}", span=width)])


def page_number(document: DocumentType, *, dashes: bool = False, size: float = 10.5) -> None:
    """The page number in the footer; with dashes it stands right on odd pages and left on even ones (— 1 —)."""
    section = document.sections[0]
    if not dashes:
        _number(section.footer.paragraphs[0], "center", "", size)
        return
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], "right", "— ", 14)
    _number(section.even_page_footer.paragraphs[0], "left", "— ", 14)


def _number(paragraph: Paragraph, align: str, dash: str, size: float) -> None:
    paragraph.alignment = ALIGN[align]
    if dash:
        write(paragraph, "　— " if align == "left" else "— ", size=size)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(size)
        set_face(run._r.get_or_add_rPr(), FACES["song"])
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = text
            run._r.append(instruction)
    if dash:
        write(paragraph, " —　" if align == "right" else " —", size=size)
