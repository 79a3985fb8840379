"""Builds the Word templates beside this file. Run it after a change: `python templates/papers/build_docx.py`.

The templates are docxtpl files: `{{ name }}` is a value (escaped); `value|size_in(w, h, most)` is the type size in
which it fits a box of so many millimetres (word.py), `pitch_in` the height of its lines. The layouts follow the typst templates, which are of record.
"""

# Tags of a template cannot be broken over lines.
# ruff: noqa: E501

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from build_composed import composed
from docx.document import Document as DocumentType
from docx.shared import Pt
from word_parts import (
    TWIPS,
    Cell,
    Fit,
    exact_lines,
    hang,
    loop_row,
    new_document,
    page_number,
    row,
    rule_below,
    say,
    tab_at,
    table,
    write,
)

FOLDER = Path(__file__).resolve().parent
RED = "D7000F"
LINE = 28.95  # points: 22 lines in 225 mm (GB/T 9704-2012)
BUILDERS: dict[str, Callable[[], DocumentType]] = {}


def paper(builder: Callable[[], DocumentType]) -> Callable[[], DocumentType]:
    BUILDERS[builder.__name__] = builder
    return builder


def end(document: DocumentType) -> None:
    """A document may not end with a table; the last paragraph takes no room."""
    say(document, "", pitch=1)


def down(text: str) -> str:
    """A label written downwards."""
    return "\n".join(text)


# ---- 干部任免审批表 -------------------------------------------------------------------------------------------------

GRID = tuple(twips / TWIPS for twips in (1182, 1081, 284, 992, 142, 992, 425, 594, 257, 567, 1407, 1843))
ROW = 629 / TWIPS
EDUCATION = 15.6
RESUME = 140.0


def _value(value: str, start: int, span: int, height: float = ROW, align: str = "center", largest: float = 14) -> Cell:
    return Cell(Fit(value, sum(GRID[start : start + span]), height, largest), span=span, align=align)


def _label(text: str, span: int = 1, size: float = 14, merge: str = "") -> Cell:
    return Cell(text, span=span, size=12 if "\n" in text and size == 14 else size, merge=merge)


def _education(kind: str, prefix: str, merge: str) -> list[Cell]:
    schools = f"({prefix}_school ~ ('' if {prefix}_degree_school in ('', {prefix}_school) else '\\n' ~ {prefix}_degree_school))"
    degrees = f"({prefix}_education ~ ('\\n' ~ {prefix}_degree if {prefix}_degree else ''))"
    return [
        _label("学　历\n学　位" if merge == "restart" else "", merge=merge),
        _label(kind),
        _value(degrees, 2, 4, EDUCATION, largest=12),
        _label("毕业院校\n系及专业", span=3),
        _value(schools, 9, 3, EDUCATION, "left", largest=12),
    ]


@paper
def appointment_form() -> DocumentType:
    document = new_document(top=12, bottom=8, left=21.5, right=16, title="干部任免审批表")
    say(document, "干部任免审批表", face="title", size=22, align="center", after=6)
    first = table(document, GRID)
    photo = "{% if photo %}{{ photo_image }}{% else %}照片{% endif %}"
    age = "(birth ~ '\\n' ~ age_text)"
    four = [
        [_label("姓　名"), _value("name_spread", 1, 2), _label("性 别"), _value("gender", 4, 2),
         _label("出生年月\n（岁）", 3), _value(age, 9, 2)],
        [_label("民　族"), _value("ethnicity", 1, 2), _label("籍 贯"), _value("native_place", 4, 2),
         _label("出 生 地", 3), _value("birth_place", 9, 2)],
        [_label("入党\n时间"), _value("party", 1, 2), _label("参加工\n作时间"), _value("work_start", 4, 2),
         _label("健康状况", 3), _value("health", 9, 2)],
        [_label("专业技\n术职务"), _value("technical_post", 1, 3), _label("熟悉专业\n有何专长", 2),
         _value("expertise", 6, 5)],
    ]  # fmt: skip
    for number, cells in enumerate(four):
        held = Cell("" if number else photo, merge="continue" if number else "restart")
        row(first, [*cells, held], height=ROW, exact=True)
    row(first, _education("全日制\n教　育", "fulltime", "restart"), height=EDUCATION, exact=True)
    row(first, _education("在　职\n教　育", "inservice", "continue"), height=EDUCATION, exact=True)
    for label, value in (("现任职务", "current_posts"), ("拟任职务", "proposed_post"), ("拟免职务", "removed_post")):
        row(first, [_label(" ".join(label), 2), _value(value, 2, 10, ROW, "left")], height=ROW, exact=True)
    row(first, [_label(down("简历")), Cell(span=11, align="left")], height=RESUME, exact=True)
    _resume_into(first.rows[-1].cells[-1])
    document.add_page_break()
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    _second_page(document)
    return document


def _resume_into(cell: object) -> None:
    """The résumé as one paragraph a row, hanging behind its period."""
    width = sum(GRID[1:]) - 4
    say(cell, f"{{%p for line in resume_rows|resume({width:.1f}, {RESUME - 2:.1f}) %}}")
    line = say(cell, "")
    write(line, "{{ line.shown }}", size="{{ line.size }}")
    exact_lines(line, "{{ line.pitch }}")
    tab_at(line, "{{ line.indent }}", "left")
    hang(line, "{{ line.indent }}")
    say(cell, "{%p endfor %}")
    # A cell must end with a paragraph even when there is no résumé; this one takes no room.
    say(cell, "", pitch=1)
    first = cell.paragraphs[0]  # type: ignore[attr-defined]
    if not first.text:
        first._p.getparent().remove(first._p)


def _second_page(document: DocumentType) -> None:
    second = table(document, GRID)
    long = sum(GRID[1:])
    for label, value, height in (
        ("奖惩情况", "awards", 30),
        ("年度\n考核\n结果", "annual_results", 25),
        ("任免理由", "reason", 27),
    ):
        text = label if "\n" in label else down(label)
        row(
            second,
            [_label(text, size=13), Cell(Fit(value, long, height), span=11, align="left")],
            height=height,
            exact=True,
        )
    tall = "{{ 673 if family_shown|length <= 7 else 5786 // (family_shown|length + 1) }}"
    heads = [("称 谓", 1), ("姓 名", 2), ("年 龄", 2), ("政治面貌", 3), ("工作单位及职务", 3)]
    label = Cell(down("家庭主要成员及重要社会关系"), size=12, merge="restart")
    row(
        second,
        [label, *[Cell(text, span=span, size=11 if text == "政治面貌" else 14) for text, span in heads]],
        height=tall,
        exact=True,
    )
    members = [
        Cell(merge="continue"),
        _value("member.relation", 1, 1, 8), _value("member.name", 2, 2, 8), _value("member.age", 4, 2, 8),
        _value("member.politics", 6, 3, 8), _value("member.employer", 9, 3, 8, "left"),
    ]  # fmt: skip
    loop_row(second, "for member in family_shown", members, height=tall, exact=True)
    seal = "　　　　　　　　　　　　　　　　（盖章）　　{{ %s }}"
    row(
        second,
        [
            _label(down("呈报单位")),
            Cell([Fit("reporting_unit", long, 14), seal % "reported_on"], span=11, align="left"),
        ],
        height=32,
        exact=True,
    )
    left, right = sum(GRID[1:6]), sum(GRID[8:])
    row(
        second,
        [
            _label("审批\n机关\n意见", size=13),
            Cell([Fit("approval_opinion", left, 24), "（盖章）", "{{ approved_on }}"], span=5, size=13),
            _label("行政机\n关任免\n意　见", 2, size=13),
            Cell([Fit("administrative_opinion", right, 24), "（盖章）", "{{ administrative_on }}"], span=4, size=13),
        ],
        height=42,
        exact=True,
    )
    say(
        document,
        "填表人：{{ filled_by }}　　　　　　　　　　　　　　　　　填表时间：{{ filled_on }}",
        size=12,
        before=4,
    )


# ---- 公务员年度考核登记表 -------------------------------------------------------------------------------------------


@paper
def annual_registration() -> DocumentType:
    widths = (28, 32, 20, 22, 28, 36)
    whole = sum(widths[1:])
    document = new_document(top=17, bottom=12, left=24, right=20, title="公务员年度考核登记表")
    say(document, "{{ title }}", face="title", size=22, align="center")
    say(document, "（{{ year }}年度）", align="center", after=6, before=4)

    def value(name: str, start: int, span: int, height: float = 12, align: str = "center") -> Cell:
        return Cell(Fit(name, sum(widths[start : start + span]), height), span=span, align=align)

    first = table(document, widths)
    row(
        first,
        [
            Cell("姓　名"),
            value("name_spread", 1, 1),
            Cell("性　别"),
            value("gender", 3, 1),
            Cell("出生年月"),
            value("birth", 5, 1),
        ],
        height=12,
        exact=True,
    )
    row(
        first,
        [Cell("政治面貌"), value("politics", 1, 1), Cell("任现职时间", span=2), value("tenure_since", 4, 2)],
        height=12,
        exact=True,
    )
    row(first, [Cell("单位及职务", size=13), value("unit_post", 1, 5, align="left")], height=12, exact=True)
    row(first, [Cell("从事或\n分管工作"), value("duties", 1, 5, 20, "left")], height=20, exact=True)
    row(
        first,
        [Cell("个\n\n人\n\n总\n\n结"), Cell(Fit("summary|indented", whole, 180), span=5, align="left", vertical="top")],
        height=182,
        exact=True,
    )
    document.add_page_break()
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
    second = table(document, (28, whole))
    row(
        second,
        [Cell("参加脱产\n培训情况"), Cell(Fit("training|indented", whole, 22), align="left", vertical="top")],
        height=22,
        exact=True,
    )
    for label, name, sign, height in (
        ("主管领导\n评语和考核\n等次建议", "leader_opinion", "签名：", 60),
        ("机关负责人\n或考核委员\n会意见", "organ_opinion", "盖章或签名：", 47),
        ("本人意见", "own_opinion", "签名：", 43),
        ("未确定等次\n或不参加考\n核情况说明", "not_graded_note", "盖章或签名：", 41),
        ("公务员主管\n部门备案", "filing", "盖章：", 38),
    ):
        _opinion(second, label, name, sign, whole, height)
    end(document)
    return document


def _opinion(made: object, label: str, name: str, sign: str, width: float, height: float) -> None:
    """Two rows without a line between them: the opinion from the top, signature and day at the bottom."""
    text = Fit(f"{name}.text|indented", width, height - 12)
    row(
        made,
        [Cell(label, size=13, merge="restart"), Cell(text, align="left", vertical="top", open_side="bottom")],
        height=height - 11,
        exact=True,
    )
    signed = f"{sign}{{{{ {name}.signer }}}}　　{{{{ {name}.signed_on }}}}　"
    row(made, [Cell(merge="continue"), Cell(signed, align="right", open_side="top")], height=11, exact=True)


# ---- 公文、公示、通知书 ---------------------------------------------------------------------------------------------


def _official(title: str) -> DocumentType:
    return new_document(top=37, bottom=35, left=28, right=26, title=title)


def _body(document: DocumentType, text: str, *, face: str = "fang", indent: float = 2) -> None:
    say(document, text, face=face, size=16, align="both", indent=indent, pitch=LINE)


def _letter_head(document: DocumentType, organ: str) -> None:
    document.sections[0].different_first_page_header_footer = True
    head = say(document, organ, face="title", size=32, align="center", colour=RED)
    rule_below(head, RED, 18, "thickThinSmallGap")


def _title(document: DocumentType, text: str) -> None:
    say(document, "", size=16, pitch=LINE)
    say(document, text, face="title", size=22, align="center")
    say(document, "", size=16, pitch=LINE / 2)


def _signature(document: DocumentType, organ: str, day: str) -> None:
    for text in ("", "", organ, day):
        made = say(document, text, face="fang", size=16, align="right", pitch=LINE)
        made.paragraph_format.right_indent = Pt(16 * 4)
        made.paragraph_format.keep_with_next = text != day


@paper
def official_paper() -> DocumentType:
    document = _official("公文")
    page_number(document, dashes=True)
    for value in ("copy_number", "secrecy", "urgency"):
        say(document, f"{{%p if {value} %}}")
        say(document, f"{{{{ {value} }}}}", face="fang" if value == "copy_number" else "hei", size=16, pitch=LINE)
        say(document, "{%p endif %}")
    say(document, "{{ organ }}{{ suffix }}", face="title", size=36, align="center", colour=RED, before=60)
    say(document, "", size=16, pitch=LINE)
    number = say(
        document,
        "{{ number }}{% if signer %}　　　　　签发人：{{ signer }}{% endif %}",
        face="fang",
        size=16,
        align="center",
        pitch=LINE,
    )
    rule_below(number, RED, 10)
    _title(document, "{{ title }}")
    say(document, "{%p if addressee %}")
    _body(document, "{{ addressee }}：", indent=0)
    say(document, "{%p endif %}")
    say(document, "{%p for item in body %}")
    for level, face in ((1, "hei"), (2, "kai")):
        say(document, f"{{%p if item.level == {level} %}}")
        _body(document, "{{ item.text }}", face=face)
        say(document, "{%p endif %}")
    say(document, "{%p if item.level not in (1, 2) %}")
    _body(document, "{{ item.text }}")
    say(document, "{%p endif %}")
    say(document, "{%p endfor %}")
    say(document, "{%p for name in attachments %}")
    _body(
        document,
        "{% if loop.first %}附件：{% else %}　　　{% endif %}{% if not loop.first or not loop.last %}{{ loop.index }}. {% endif %}{{ name }}",
    )
    say(document, "{%p endfor %}")
    _signature(document, "{{ organ }}", "{{ issued_on }}")
    say(document, "{%p if note %}")
    _body(document, "（{{ note }}）")
    say(document, "{%p endif %}")
    rule_below(say(document, "", size=14), eighths=6)
    say(document, "{%p if copies %}")
    rule_below(say(document, "　抄送：{{ copies }}。", face="fang", size=14), eighths=4)
    say(document, "{%p endif %}")
    rule_below(say(document, "　{{ printed_by }}　　　　{{ printed_on }}印发", face="fang", size=14), eighths=6)
    return document


@paper
def excellent_publicity() -> DocumentType:
    document = _official("公示")
    page_number(document, dashes=True)
    _letter_head(document, "{{ organ }}")
    _title(document, "{{ title }}")
    _body(document, "{{ basis }}")
    say(document, "{%p for person in people %}")
    _body(document, "{{ person.name_spread }}　　{{ person.unit_post }}")
    say(document, "{%p endfor %}")
    _body(document, "公示时间：{{ starts_on }}至{{ last_day }}，共{{ working_days }}个工作日。")
    usual = "公示期间，如对公示对象有异议，请以书面、电话或者当面等方式反映。反映情况应当实事求是，提倡署真实姓名和联系方式，以便核实和答复。受理部门对反映人和反映的情况严格保密。"
    _body(document, f"{{% if how_to_object %}}{{{{ how_to_object }}}}{{% else %}}{usual}{{% endif %}}")
    for label, value in (
        ("受理部门", "receiver"),
        ("受理电话", "phone"),
        ("通信地址", "address"),
        ("电子邮箱", "email"),
    ):
        say(document, f"{{%p if {value} %}}")
        _body(document, f"{label}：{{{{ {value} }}}}")
        say(document, "{%p endif %}")
    _signature(document, "{{ organ }}", "{{ issued_on }}")
    return document


@paper
def result_notice() -> DocumentType:
    document = _official("年度考核结果通知书")
    _letter_head(document, "{{ organ }}")
    say(document, "{{ number }}", face="fang", size=16, align="right", pitch=LINE)
    _title(document, "{{ title }}")
    _body(document, "{{ name }}同志：", indent=0)
    _body(
        document,
        "{% if basis %}根据{{ basis }}，{% endif %}经{{ decided_by }}{{ decided_on }}研究，确定您（{{ unit }}{{ post }}）{{ year }}年度考核结果为：{{ grade }}。",
    )
    for value in ("reason", "rights"):
        say(document, f"{{%p if {value} %}}")
        _body(document, f"{{{{ {value} }}}}")
        say(document, "{%p endif %}")
    _body(
        document,
        "请您在所附回执上签收{% if opinion_due %}，并于{{ opinion_due }}前写明意见{% endif %}。提出意见不会带来更重的结果。",
    )
    say(document, "{%p if contact %}")
    _body(document, "联系人和电话：{{ contact }}")
    say(document, "{%p endif %}")
    _signature(document, "{{ organ }}", "{{ issued_on }}")
    document.add_page_break()
    say(document, "{{ title }}", face="title", size=22, align="center")
    say(document, "回　执（交回{{ organ }}）", align="center", after=6)
    widths = (26, 52, 26, 52)
    receipt = table(document, widths)

    def pair(label: str, value: str, second: str, other: str) -> list[Cell]:
        return [
            Cell(label),
            Cell(Fit(value, 52, 12), align="left"),
            Cell(second),
            Cell(Fit(other, 52, 12), align="left"),
        ]

    row(receipt, pair("姓　　名", "name", "单　　位", "unit"), height=12, exact=True)
    row(receipt, pair("职　　务", "post", "考核年度", "(year ~ '年度')"), height=12, exact=True)
    row(receipt, pair("考核结果", "grade", "文　　号", "number"), height=12, exact=True)
    signed = "　　　　签名：＿＿＿＿＿＿＿＿　　　　年　　月　　日"
    for label, texts, height in (
        ("送达方式", ["□ 当面送达　□ 邮寄送达　□ 其他：＿＿＿＿＿"], 12),
        ("本人签收", ["通知书已收到。", "", signed], 30),
        (
            "本人意见",
            [
                "□ 同意。　□ 有不同意见（请写明理由，可附页）：",
                "",
                "",
                "",
                "{% if opinion_due %}意见请于{{ opinion_due }}前交回。{% endif %}",
                signed,
            ],
            60,
        ),
        ("送 达 人", ["送达时间、地点：", "", "送达人签名：＿＿＿＿＿　＿＿＿＿＿　　　　年　　月　　日"], 30),
        ("备　　注", ["本人不便签收或者不愿签收的，由送达人写明情况，并请一名见证人签名。"], 26),
    ):
        row(receipt, [Cell(label), Cell(texts, span=3, align="left", size=12)], height=height, exact=True)
    end(document)
    return document


# ---- 测评、等次、备案、名册 -----------------------------------------------------------------------------------------


def _list_title(document: DocumentType, text: str, left: str, right: str, *, width: float) -> None:
    say(document, text, face="title", size=20, align="center", after=4)
    line = say(document, left, size=10.5, after=3)
    line.add_run().add_tab()
    write(line, right, size=10.5)
    tab_at(line, round(width * TWIPS), "right")


def _small(text: str, **options: object) -> Cell:
    return Cell(text, size=10.5, **options)  # type: ignore[arg-type]


def _head(text: str, **options: object) -> Cell:
    return Cell(text, size=10.5, face="hei", **options)  # type: ignore[arg-type]


def _each(items: str, name: str, text: str, *, head: bool = False) -> list[Cell]:
    """Cells repeated sideways, one for each item."""
    make = _head if head else _small
    return [make(f"{{%tc for {name} in {items} %}}"), make(text), make("{%tc endfor %}")]


def _only_if(condition: str, cell: Cell) -> list[Cell]:
    """A cell that is there only when the condition holds."""
    return [_small(f"{{%tc if {condition} %}}"), cell, _small("{%tc endif %}")]


@paper
def ballot_sheet() -> DocumentType:
    document = new_document(landscape=True, top=11, bottom=14, left=14, right=14, title="民主测评表")
    page_number(document)
    _list_title(
        document,
        "{{ year }}年度{{ title }}",
        "【{{ rater_class }}】{{ rater_class_label }}　被测评单位：{{ unit }}",
        "{% if code %}票号 {{ code }}　{% endif %}{% if closes_on %}请于{{ closes_on }}前交回{% endif %}",
        width=269,
    )
    say(document, "保密承诺：{{ promise }}", size=10.5)
    how = (
        "请在各项下填写{% if mode == 'score' %}分数{% else %}等次{% endif %}"
        "（{% for grade in grades %}{{ grade.name }} {{ grade.scores }}{% if not loop.last %}；{% endif %}{% endfor %}），"
        "并在“总体评价”相应的栏目内打√。不了解的，在“不了解”栏打√。"
    )
    say(
        document,
        f"填写说明：{{% if instructions %}}{{{{ instructions }}}}{{% else %}}{how}{{% endif %}}",
        size=10.5,
        after=4,
    )
    made = table(document, (10, 22, 60) + (17,) * 10, fixed=False)
    head = [_head("序号"), _head("姓　名"), _head("职　务")]
    head += _each("indicators", "indicator", "{{ indicator.name }}\n{{ indicator.weight }}", head=True)
    head += [*_each("grades", "grade", "{{ grade.name }}", head=True), _head("不了解")]
    row(made, head, head=True)
    body = [_small("{{ loop.index }}"), _small("{{ person.name_spread }}"), _small("{{ person.post }}", align="left")]
    body += _each("indicators", "_indicator", "") + _each("grades", "_grade", "") + [_small("")]
    loop_row(made, "for person in people", body, height=10)
    end(document)
    return document


@paper
def ballot_summary() -> DocumentType:
    document = new_document(landscape=True, top=16, bottom=16, left=15, right=15, title="民主测评结果汇总表")
    page_number(document)
    _list_title(document, "{{ year }}年度{{ title }}", "被测评单位：{{ unit }}", "测评日期：{{ held_on }}", width=267)
    turnout = table(document, (33.375,) * 8)
    names = ("评议类别", "权重", "发出（张）", "收回（张）", "有效（张）", "弃权（张）", "收回率", "有效率")
    keys = ("rater_class", "weight", "issued", "returned", "valid", "abstained", "returned_share", "valid_share")
    row(turnout, [_head(name) for name in names], head=True)
    loop_row(turnout, "for line in turnout", [_small(f"{{{{ line.{key} }}}}") for key in keys])
    say(document, "", size=8)
    made = table(document, (10, 22, 55) + (18,) * 10, fixed=False)
    head = [_head("序号"), _head("姓　名"), _head("职　务")]
    head += _each("indicators", "name", "{{ name }}", head=True) + _each("grades", "name", "{{ name }}", head=True)
    head += [_head("综合得分"), *_only_if("has_rate", _head("优秀率")), _head("备　注")]
    row(made, head, head=True)
    body = [_small("{{ loop.index }}"), _small("{{ person.name_spread }}"), _small("{{ person.post }}", align="left")]
    body += _each("person.scores", "score", "{{ score }}") + _each("person.counts", "count", "{{ count }}")
    body += [
        _small("{{ person.total }}", bold=True),
        *_only_if("has_rate", _small("{{ person.rate }}")),
        _small("{{ person.note }}"),
    ]
    loop_row(made, "for person in rows", body)
    say(document, "{% if note %}说明：{{ note }}{% endif %}", size=9, before=4)
    say(
        document,
        "监票人：{{ scrutineer }}　　　　　　　　　　计票人：{{ teller }}　　　　　　　　　　审核人：{{ reviewer }}",
        size=10.5,
        before=14,
    )
    return document


@paper
def grade_proposal() -> DocumentType:
    document = new_document(landscape=True, top=16, bottom=16, left=15, right=15, title="考核等次建议汇总表")
    page_number(document)
    _list_title(
        document,
        "{{ year }}年度{{ title }}",
        "单位：{{ unit }}　　研究机构：{{ committee }}",
        "会议日期：{{ meets_on }}",
        width=267,
    )
    say(document, "{%p if quota %}")
    say(document, "优秀名额：{{ quota }}", size=10.5, after=3)
    say(document, "{%p endif %}")
    widths = (10, 20, 52, 16, 24, 18, 64, 13, 15, 13, 22)
    made = table(document, widths)
    names = ("序号", "姓　名", "单位及职务", "总分", "区间", "建议\n等次", "理　由", "同意", "不同意", "缓议", "备　注")
    row(made, [_head(name) for name in names], head=True)
    values = (
        "loop.index",
        "person.name_spread",
        "person.unit_post",
        "person.score",
        "person.band",
        "person.grade",
        "person.reason",
        "",
        "",
        "",
        "person.note",
    )
    body = [
        _small(
            f"{{{{ {value} }}}}" if value else "",
            align="left" if value in ("person.unit_post", "person.reason") else "center",
        )
        for value in values
    ]
    loop_row(made, "for person in rows", body, height=8)
    say(document, "请在相应的栏目内打√，每人只选一项。{{ majority }}", size=10.5, before=5)
    blank = "＿＿＿"
    say(
        document,
        f"应到{{% if members is none %}}{blank}{{% else %}}{{{{ members }}}}{{% endif %}}人，实到{{% if present is none %}}{blank}{{% else %}}{{{{ present }}}}{{% endif %}}人。回避：{{{{ recused }}}}",
        size=10.5,
    )
    say(document, "表决人：　　　　　　　　　　　　监票人：　　　　　　　　　　　　记录人：", size=10.5, before=14)
    return document


@paper
def filing_form() -> DocumentType:
    document = new_document(top=18, bottom=18, left=22, right=18, title="年度考核结果备案表")
    page_number(document)
    say(document, "{{ title }}", face="title", size=20, align="center")
    say(document, "（{{ year }}年度）", size=12, align="center")
    _list_title(document, "", "填报单位：{{ unit }}", "{% if number %}备案编号：{{ number }}{% endif %}", width=170)
    counts = table(document, (24,) * 7, fixed=False)
    row(counts, [_head("应参加人数"), _head("参加人数"), *_each("grades", "grade", "{{ grade.grade }}", head=True)])
    share = "{{ grade.people }}人{% if grade.share %}（{{ grade.share }}）{% endif %}"
    row(counts, [_small("{{ expected }}"), _small("{{ assessed }}"), *_each("grades", "grade", share)])
    say(document, "{% if quota %}优秀名额：{{ quota }}{% endif %}", size=10.5, before=3, after=3)
    made = table(document, (11, 22, 12, 20, 55, 22, 28))
    row(
        made,
        [_head(name) for name in ("序号", "姓　名", "性别", "出生年月", "职务（职级）", "等次", "备　注")],
        head=True,
    )
    keys = (
        "loop.index",
        "person.name_spread",
        "person.gender",
        "person.birth",
        "person.post",
        "person.grade",
        "person.note",
    )
    loop_row(
        made,
        "for person in rows",
        [_small(f"{{{{ {key} }}}}", align="left" if key == "person.post" else "center") for key in keys],
    )
    say(document, "", size=6)
    opinions = table(document, (28, 142))
    for label, name in (("单位意见", "unit_opinion"), ("公务员主管\n部门备案意见", "department_opinion")):
        text = [
            f"　　{{{{ {name}.text }}}}",
            "",
            f"　　　　　　　　（盖章）　{{{{ {name}.signer }}}}　{{{{ {name}.signed_on }}}}",
        ]
        row(opinions, [_head(label), _small(text, align="left", vertical="bottom")], height=30)
    say(
        document,
        "填表人：{{ filled_by }}　　　　　联系电话：{{ phone }}　　　　　填表日期：{{ filled_on }}",
        size=10.5,
        before=4,
    )
    return document


@paper
def roster() -> DocumentType:
    document = new_document(landscape=True, top=14, bottom=15, left=12, right=12, title="干部名册")
    page_number(document)
    say(document, "{{ mark }}", face="hei", size=12, align="right")
    _list_title(
        document, "{{ title }}", "{{ organ }}　　共{{ people_count }}人", "统计日期：{{ stated_on }}", width=273
    )
    widths = (8, 15, 47, 7, 10, 15.5, 16.5, 31, 16.5, 31, 13.5, 13.5, 13.5, 13.5, 13.5, 8)
    made = table(document, widths)

    def small(text: str, **options: object) -> Cell:
        return Cell(text, size=9, **options)  # type: ignore[arg-type]

    plain = ("序号", "姓名", "现任职务", "性别", "民族", "籍贯")
    after = ("出生年月", "参加工作时间", "入党时间", "任现职时间", "任现职级时间", "备注")
    upper = [small(name, face="hei", merge="restart") for name in plain]
    upper += [small("全日制教育", face="hei", span=2), small("在职教育", face="hei", span=2)]
    upper += [small(name, face="hei", merge="restart") for name in after]
    row(made, upper, head=True)
    lower = [small("", merge="continue") for _ in plain]
    lower += [small(name, face="hei") for name in ("学历学位", "毕业院校及专业") * 2]
    lower += [small("", merge="continue") for _ in after]
    row(made, lower, head=True)
    row(made, [small("{%tr for group in units %}", span=16)])
    row(
        made,
        [
            small(
                "{{ group.name }}　{{ group.establishment }}　{{ group.people|length }}人",
                span=16,
                align="left",
                face="hei",
            )
        ],
    )
    keys = (
        "number",
        "name_spread",
        "current_posts",
        "gender",
        "ethnicity",
        "native_place",
        "fulltime_education",
        "fulltime_school",
        "inservice_education",
        "inservice_school",
        "birth",
        "work_start",
        "party",
        "post_since",
        "rank_since",
        "note",
    )
    left = {"current_posts", "fulltime_school", "inservice_school"}
    loop_row(
        made,
        "for person in group.people",
        [small(f"{{{{ person.{key} }}}}", align="left" if key in left else "center") for key in keys],
    )
    row(made, [small("{%tr endfor %}", span=16)])
    say(document, "{% if order_note %}注：{{ order_note }}{% endif %}", size=8.5, before=4)
    return document


# ---- 年度考核结果单 -------------------------------------------------------------------------------------------------


def _section(document: DocumentType, text: str) -> None:
    say(document, text, face="hei", size=12.5, before=8, after=3).paragraph_format.keep_with_next = True


def _listed(document: DocumentType, items: str, text: str, none_text: str = "") -> None:
    say(document, f"{{%p for item in {items} %}}")
    say(document, text, size=11)
    say(document, "{%p else %}" if none_text else "{%p endfor %}")
    if none_text:
        say(document, none_text, size=11)
        say(document, "{%p endfor %}")


@paper
def person_result_sheet() -> DocumentType:
    document = new_document(top=15, bottom=15, left=18, right=18, title="年度考核结果单")
    page_number(document)
    _list_title(document, "{{ year }}年度考核结果单", "{{ organ }}", "只送本人　注意保密", width=174)
    headline = say(document, "{{ grade }}　{% if score %}{{ score }}分{% endif %}", face="hei", size=20)
    write(headline, "{% if band_low and band_high %}　区间 {{ band_low }}—{{ band_high }}{% endif %}", size=11)
    cited = "{% if item.clause %}〔{{ item.clause }}〕{% endif %}"
    say(
        document,
        "{{ name }}同志：{% if decided_by %}经{{ decided_by }}{{ decided_on }}研究，{% endif %}您（{{ unit }}{{ post }}）{{ year }}年度考核等次为{{ grade }}。",
        size=11,
    )
    say(document, "{%p if peer %}")
    say(
        document,
        "同类组是{{ peer.name }}，共{{ peer.count }}人{% if peer.median %}，中位数{{ peer.median }}分{% endif %}{% if peer.difference %}，您{{ peer.difference }}{% endif %}。",
        size=11,
    )
    say(document, "{%p endif %}")
    say(document, "{%p if band_low %}")
    say(document, "区间表示换一批评议人打分，总分大致会落在哪里。区间内的差别不宜过度解读。", size=9.5)
    say(document, "{%p endif %}")
    _section(document, "各个方面")
    aspects = table(document, (62, 22, 28, 34, 28))
    row(aspects, [_head(name) for name in ("方面", "权重", "本人", "同类组中位数", "计入")], head=True)
    loop_row(
        aspects,
        "for aspect in dimensions",
        [_small(f"{{{{ aspect.{key} }}}}") for key in ("name", "weight", "own", "median", "counted")],
    )
    say(document, "{% if subtotal %}年度小计 {{ subtotal }}{% endif %}", size=11, align="right")
    _section(document, "没有计入的事项")
    _listed(
        document, "tolerated", "{{ item.text }}" + cited + "不计入，没有拉低您的分数。", "今年没有需要不计入的事项。"
    )
    _section(document, "做得好的")
    _listed(document, "strengths", "· {{ item }}", "没有高于同类组的突出项。")
    _section(document, "可以再进一步的")
    _listed(document, "gaps", "· {{ item }}", "没有明显低于同类组的项。")
    say(document, "{{ help_offered }}", size=11)
    _section(document, "如果您有不同看法")
    _listed(document, "objection", "{{ item.text }}" + cited)
    say(document, "{% if contact %}联系人和电话：{{ contact }}{% endif %}", size=11)
    document.add_page_break()
    _section(document, "这个分数怎样算出来")
    lines = table(document, (12, 128, 34))
    number = "{% if line.table %}\n{% for cell in line.table.head %}{{ cell }}{% if not loop.last %} | {% endif %}{% endfor %}{% for cells in line.table.rows %}\n{% for cell in cells %}{{ cell }}{% if not loop.last %} | {% endif %}{% endfor %}{% endfor %}{% endif %}"
    detail = "{{ line.sentence }}{% if line.detail %}\n{{ line.detail }}{% endif %}" + number
    loop_row(
        lines,
        "for line in lines",
        [_small("{{ line.code }}"), _small(detail, align="left"), _small("{{ line.value }}", align="right", bold=True)],
    )
    say(document, "{%p if history %}")
    _section(document, "和自己比")
    say(document, "{%p endif %}")
    say(document, "{%p for item in history %}")
    say(document, "{{ item.year }}年　{{ item.grade }}　{{ item.score }}", size=11)
    say(document, "{%p endfor %}")
    say(
        document,
        "本人签收：＿＿＿＿＿＿＿＿　　　　年　　月　　日　　□ 同意　□ 有不同意见，另附页",
        size=10.5,
        before=20,
    )
    say(
        document,
        "{% if rules_text %}适用：{{ rules_text }}　{% endif %}{% if run_hash %}计算指纹：{{ run_hash }}{% endif %}",
        size=8,
    )
    return document


paper(composed)


def main() -> None:
    """Write every template whose content changed; a file that says the same stays byte for byte."""
    for key, build in BUILDERS.items():
        made, place = io.BytesIO(), FOLDER / f"{key}.docx"
        build().save(made)
        if not place.exists() or _parts(place.read_bytes()) != _parts(made.getvalue()):
            place.write_bytes(made.getvalue())


def _parts(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file but its properties, which carry the time of saving."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


if __name__ == "__main__":
    main()
