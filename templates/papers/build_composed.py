"""Builds `composed.docx`, the one Word template of all papers that are put together in blocks (documents/blocks.py).

`build_docx.py` runs it. Sizes, margins and column widths come with the data, because the styles share this template.
"""

# Tags of a template cannot be broken over lines.

from __future__ import annotations

from typing import Any

from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from word_parts import Cell, element, new_document, put, row, rule_below, say, table, write

RED = "D7000F"
MOST_COLUMNS = 6


def composed() -> DocumentType:
    """Head, then every block by its kind."""
    document = new_document(top=20, bottom=20, left=20, right=20, title="文书")
    _footer(document)
    _head(document)
    say(document, "{%p for item in blocks %}")
    for number, (kind, face) in enumerate((("0", "fang"), ("1", "hei"), ("2", "kai"))):
        _if(document, f"item.kind == 'text' and item.level == {kind}")
        line = _line(document, "{{ item.text }}", face=face, size="text", indent=True)
        line.paragraph_format.keep_with_next = True if number else None
        say(document, "{%p endif %}")
    for condition, words, size, options in (
        ("item.kind == 'address'", "{{ item.text }}：", "text", {}),
        ("item.kind == 'small'", "{{ item.text }}", "note", {"face": "song"}),
        ("item.kind == 'large'", "{{ item.text }}", "large", {"face": "hei", "align": "center"}),
    ):
        _if(document, condition)
        _line(document, words, size=size, **options)
        say(document, "{%p endif %}")
    for columns in range(2, MOST_COLUMNS + 1):
        _table(document, columns)
    _form(document)
    _ends(document)
    say(document, "{%p endfor %}")
    # Last, because measures that are expressions can no longer be read.
    margins = document.sections[0]._sectPr.find(qn("w:pgMar"))
    for side in ("top", "bottom", "left", "right"):
        margins.set(qn(f"w:{side}"), f"{{{{ margins.{side} }}}}")
    return document


def _if(document: DocumentType, condition: str) -> None:
    say(document, f"{{%p if {condition} %}}")


def _line(
    document: Any, words: str, *, size: str, face: str = "fang", align: str = "both", indent: bool = False
) -> Any:
    """A paragraph whose type size (half points) and pitch (twips) the style gives."""
    line = say(document, "", align=align)
    write(line, words, face=face, size=f"{{{{ sizes.{size} }}}}")
    properties = line._p.get_or_add_pPr()
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    put(
        properties,
        element("spacing", before=0, after=0, line="{{ pitch }}" if size == "text" else 300, lineRule="atLeast"),
    )
    if indent:
        put(properties, element("ind", firstLineChars=200))
    return line


def _footer(document: DocumentType) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.alignment = 1
    write(line, "{% if foot %}{{ foot }}　　{% endif %}— ", size=10.5)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = line.add_run()
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = words
            run._r.append(instruction)
    write(line, " —", size=10.5)


def _head(document: DocumentType) -> None:
    _if(document, "style in ('red', 'letter')")
    name = say(document, "{{ organ }}", face="title", size=32, align="center", colour=RED, before=20, after=10)
    rule_below(name, RED, 12)
    _if(document, "number")
    _line(document, "{{ number }}", size="text", align="right")
    say(document, "{%p endif %}")
    say(document, "{%p else %}")
    _if(document, "marks or mark")
    say(document, "{{ marks|join('　') }}　　{{ mark }}", face="hei", size=12, align="right")
    say(document, "{%p endif %}")
    say(document, "{%p endif %}")
    title = say(document, "", align="center", before=14, after=8)
    write(title, "{{ title }}", face="title", size="{{ sizes.title }}")
    _if(document, "style not in ('red', 'letter')")
    for value in ("under", "number"):
        _if(document, value)
        say(document, f"{{{{ {value} }}}}", size=12, align="center", after=4)
        say(document, "{%p endif %}")
    say(document, "{%p endif %}")


def _table(document: DocumentType, columns: int) -> None:
    _if(document, f"item.kind == 'table' and item.heads|length == {columns}")
    made = table(document, (10.0,) * columns)
    row(made, [Cell(f"{{{{ item.heads[{n}] }}}}", face="hei", size=10.5) for n in range(columns)], head=True)
    row(made, [Cell("{%tr for cells in item.rows %}", span=columns)])
    row(
        made,
        [Cell(f"{{{{ cells[{n}] }}}}", align="left", size=10.5) for n in range(columns)],
        height="{{ item.tall_twips }}",
    )
    row(made, [Cell("{%tr endfor %}", span=columns)])
    _widths_and_alignment(made, columns)
    _sized(made, "table")
    say(document, "", size=6)
    say(document, "{%p endif %}")


def _widths_and_alignment(made: Any, columns: int) -> None:
    """Put expressions for measures, once the rows are there: python-docx can no longer read them."""
    for number, column in enumerate(made._tbl.tblGrid.findall(qn("w:gridCol"))):
        column.set(qn("w:w"), f"{{{{ item.twips[{number}] }}}}")
    for line in (made._tbl.tr_lst[0], made._tbl.tr_lst[2]):
        for number, cell in enumerate(line.findall(qn("w:tc"))[:columns]):
            cell.find(qn("w:tcPr")).find(qn("w:tcW")).set(qn("w:w"), f"{{{{ item.twips[{number}] }}}}")
    for number, cell in enumerate(made._tbl.tr_lst[2].findall(qn("w:tc"))):
        for justified in cell.iter(qn("w:jc")):
            justified.set(qn("w:val"), f"{{{{ item.aligns[{number}] }}}}")


def _sized(made: Any, size: str) -> None:
    for tag in ("sz", "szCs"):
        for found in made._tbl.iter(qn(f"w:{tag}")):
            found.set(qn("w:val"), f"{{{{ sizes.{size} }}}}")


def _form(document: DocumentType) -> None:
    _if(document, "item.kind == 'form'")
    made = table(document, (27.0, 58.0, 27.0, 58.0))
    tall = "{{ row.tall_twips }}"
    row(made, [Cell("{%tr for row in item.rows %}", span=4)])
    row(made, [Cell("{%tr if row.second %}", span=4)])
    row(
        made,
        [
            Cell("{{ row.label }}"),
            Cell("{{ row.value }}", align="left", face="fang"),
            Cell("{{ row.second }}"),
            Cell("{{ row.other }}", align="left", face="fang"),
        ],
        height=tall,
    )
    row(made, [Cell("{%tr else %}", span=4)])
    row(made, [Cell("{{ row.label }}"), Cell("{{ row.value }}", span=3, align="left", face="fang")], height=tall)
    row(made, [Cell("{%tr endif %}", span=4)])
    row(made, [Cell("{%tr endfor %}", span=4)])
    _sized(made, "label")
    say(document, "", size=6)
    say(document, "{%p endif %}")


def _ends(document: DocumentType) -> None:
    """Signatures, seal, 版记 and page breaks."""
    _if(document, "item.kind == 'sign'")
    say(document, "{%p for words in item.lines %}")
    _line(document, "{{ words }}", size="text", align="right")
    say(document, "{%p endfor %}")
    say(document, "{%p endif %}")
    _if(document, "item.kind == 'seal'")
    for words in ("", "{{ item.organ }}　　", "{{ item.day }}　　"):
        _line(document, words, size="text", align="right")
    say(document, "{%p endif %}")
    _if(document, "item.kind == 'imprint'")
    rule_below(say(document, "", size=14), eighths=6)
    _if(document, "item.copies")
    rule_below(say(document, "　抄送：{{ item.copies }}。", face="fang", size=14), eighths=4)
    say(document, "{%p endif %}")
    rule_below(say(document, "　{{ item.office }}　　　　{{ item.day }}印发", face="fang", size=14), eighths=6)
    say(document, "{%p endif %}")
    _if(document, "item.kind == 'page'")
    document.add_page_break()
    say(document, "{%p endif %}")
