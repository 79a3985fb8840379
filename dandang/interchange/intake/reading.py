"""Kept files into a stream of drafts, whatever their format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

from dandang.foundation.codes import queries as codes
from dandang.foundation.guard.archives import open_archive
from dandang.foundation.guard.kinds import Kind, kind_of
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.text import decode
from dandang.foundation.guard.workbooks import open_workbook, sheet_names
from dandang.interchange.drafts import PersonDraft
from dandang.interchange.excel_template import reading as template
from dandang.interchange.exchange_zip import reading as exchange
from dandang.interchange.intake import errors
from dandang.interchange.lrm import reading as lrm
from dandang.interchange.lrmx import reading as lrmx
from dandang.interchange.rosters import reading as rosters
from dandang.interchange.tables import TableRow

FORMS, TEMPLATE, PACKAGE, SHEET, TEXT = "FORMS", "TEMPLATE", "PACKAGE", "SHEET", "TEXT"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as it was given: its name for people and its bytes."""

    name: str
    data: bytes


class Source(Protocol):
    """A file being read. `people()` may be read once; problems and hints are complete when it has ended.

    `expected` is about how many people there will be, for a progress bar; 0 when nobody can say.
    """

    @property
    def problems(self) -> list[Problem]: ...

    @property
    def hints(self) -> list[Problem]: ...

    @property
    def units(self) -> list[TableRow]: ...

    @property
    def expected(self) -> int: ...

    def people(self) -> Iterator[PersonDraft]: ...


@dataclass(slots=True)
class FormSource:
    """Any number of forms: .lrmx, .lrm with its .pic, or zips of them. A form that cannot be read is a problem."""

    files: Sequence[InputFile]
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    units: list[TableRow] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """One person a file; how many a zip holds shows only when it is read."""
        return len(self.files) if len(self.files) > 1 else 0

    def people(self) -> Iterator[PersonDraft]:
        """One draft a form."""
        pictures = {_stem(file.name): file.data for file in self.files if file.name.lower().endswith(".pic")}
        for file in self.files:
            if file.name.lower().endswith(".pic"):
                continue
            try:
                for form in self._forms(file, pictures):
                    yield from self._person(form)
            except FileRefused as refused:
                self.problems.append(refused.named(file.name).problem)

    def _forms(self, file: InputFile, pictures: Mapping[str, bytes]) -> Iterator[exchange.FormFile]:
        if kind_of(file.data) is Kind.ZIP:
            yield from exchange.forms(open_archive(file.data))
        else:
            yield exchange.FormFile(file.name, file.data, pictures.get(_stem(file.name), b""))

    def _person(self, form: exchange.FormFile) -> Iterator[PersonDraft]:
        try:
            if kind_of(form.data) is Kind.XML:
                draft, hints = lrmx.read_person(form.data, file=form.name)
                self.hints += hints
            else:
                draft = lrm.read_person(form.data, file=form.name, photo=form.photo)
        except FileRefused as refused:
            self.problems.append(refused.named(form.name).problem)
            return
        yield draft


@dataclass(slots=True)
class RosterSource:
    """A roster read under a confirmed mapping."""

    roster: rosters.Roster
    mapping: Mapping[str, str]
    units: list[TableRow] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        return self.roster.problems

    @property
    def hints(self) -> list[Problem]:
        return self.roster.hints

    @property
    def expected(self) -> int:
        """The rows under the head."""
        return max(0, self.roster.last_row - self.roster.head_row)

    def people(self) -> Iterator[PersonDraft]:
        """One draft a row."""
        return self.roster.people(self.mapping)


def _stem(name: str) -> str:
    return PurePath(name).stem.lower()


def kind_of_files(files: Sequence[InputFile]) -> str:
    """What an upload is, judged by its content. Refuses mixtures, foreign files, and what `guard` refuses."""
    kinds = {_kind_of_file(file) for file in files if not _is_picture(file)}
    if not kinds:
        raise FileRefused("只有照片，没有任免审批表", "把 .lrm 和同名的 .pic 一起上传")
    if kinds == {FORMS}:
        return FORMS
    if len(files) > 1:
        raise errors.mixed_files()
    return kinds.pop()


def _is_picture(file: InputFile) -> bool:
    return file.name.lower().endswith(".pic")


def _kind_of_file(file: InputFile) -> str:
    try:
        kind = kind_of(file.data)
        if kind is Kind.XML:
            return FORMS
        if kind is Kind.ZIP:
            return _kind_of_zip(file.data)
        if kind is Kind.TEXT:
            return FORMS if lrm.looks_like_form(file.data) else TEXT
    except FileRefused as refused:
        raise refused.named(file.name) from None
    raise FileRefused("这是图片，不是数据文件", "照片放在 .lrmx 里，或与 .lrm 同名的 .pic").named(file.name)


def _kind_of_zip(data: bytes) -> str:
    archive = open_archive(data)
    if archive.is_workbook:
        return TEMPLATE if template.is_template(sheet_names(archive)) else SHEET
    if any(name.startswith(("word/", "ppt/")) for name in archive.names):
        raise FileRefused("这是 Word 或演示文稿，不是可以导入的表格", "任免审批表请上传 .lrmx，名册请上传 .xlsx")
    return PACKAGE if exchange.content_of(archive) is exchange.Content.PACKAGE else FORMS


def roster_of(kind: str, file: InputFile, *, encoding: str = "") -> rosters.Roster:
    """The roster in a sheet or text. Refuses one without a head."""
    try:
        if kind == TEXT:
            return rosters.from_text(decode(file.data, prefer=encoding), file=file.name)
        return rosters.from_workbook(open_workbook(file.data), file=file.name)
    except FileRefused as refused:
        raise refused.named(file.name) from None


def open_source(
    kind: str, files: Sequence[InputFile], *, mapping: Mapping[str, str] | None = None, encoding: str = ""
) -> Source:
    """The drafts of an upload. Refuses what cannot be opened at all."""
    if kind == FORMS:
        return FormSource(files)
    file = files[0]
    if kind in (SHEET, TEXT):
        roster = roster_of(kind, file, encoding=encoding)
        return RosterSource(roster, mapping or roster.proposal)
    try:
        if kind == TEMPLATE:
            return template.TemplateReading(open_workbook(file.data), file.name)
        return exchange.PackageReading(open_archive(file.data), file.name, codes.label)
    except FileRefused as refused:
        raise refused.named(file.name) from None


def columns_missing(source: Source) -> Problem | None:
    """The problem of a roster in which nobody has said which columns hold names and identity numbers."""
    if not isinstance(source, RosterSource):
        return None
    wanted = {"name": "姓名", "identity_number": "公民身份号码"}
    missing = [words for meaning, words in wanted.items() if meaning not in source.mapping.values()]
    if not missing:
        return None
    place = Place(source.roster.file, source.roster.sheet, source.roster.head_row)
    words = "、".join(missing)
    return Problem(place, "", f"标题里没有认出{words}列", f"把标题写成“{words}”，或在“各列的含义”里指明是哪一列")


def place_text(place: Place) -> str:
    """Where a draft stands, in words for a list."""
    parts = [place.sheet or place.file, f"第 {place.row} 行" if place.row else ""]
    return " ".join(part for part in parts if part)
