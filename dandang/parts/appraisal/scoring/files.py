"""Can this file be read as the table it is meant to be? Headings, encoding and rows of CSV and Parquet.

CSV is UTF-8 with commas and a heading, as text; Parquet is typed by its writer. What is found here is refused before
an engine opens the file.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pyarrow as arrow
import pyarrow.parquet as parquet

from .faults import Fault, Refused
from .rows import OPTIONAL, REQUIRED, Row
from .tables import TITLES, Source, text_row

BLOCK: Final = 1 << 20
PARQUET_MAGIC: Final = b"PAR1"


@dataclass(frozen=True)
class TableFile:
    """A file that holds one input table: its heading was read and has every column the table needs."""

    table: str
    path: Path
    kind: Literal["csv", "parquet"]
    columns: tuple[str, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns of the table that are in the file."""
        return tuple(name for name in (*REQUIRED[self.table], *OPTIONAL[self.table]) if name in self.columns)

    def source(self) -> Source:
        """The rows of the file, numbered as ``row`` of a fault."""
        return Source(self.path.name, lambda: _csv_rows(self) if self.kind == "csv" else _parquet_rows(self))

    @property
    def first_row(self) -> int:
        """The number of the first row under the heading: a CSV counts its heading as row 1, as a spreadsheet does."""
        return 2 if self.kind == "csv" else 1


def open_table(table: str, path: Path) -> TableFile:
    """Look at a file and refuse it when it cannot be the table it is meant to be."""
    if not path.is_file():
        raise _refused(path, "找不到这个文件。", "请核对路径。")
    with path.open("rb") as stream:
        start = stream.read(len(PARQUET_MAGIC))
    if not start:
        raise _refused(path, "文件是空的。", "请重新导出。")
    kind: Literal["csv", "parquet"] = "parquet" if start == PARQUET_MAGIC else "csv"
    if kind == "csv" and path.suffix.lower() == ".parquet":
        raise _refused(path, "文件名是 Parquet,内容却不是。", "请重新导出,或按内容改名为 .csv。")
    columns = _parquet_columns(path) if kind == "parquet" else _csv_columns(path)
    missing = [name for name in REQUIRED[table] if name not in columns]
    if missing:
        heading = "、".join(columns)[:200]
        raise Refused(
            Fault(path.name, 1 if kind == "csv" else None, name, "", "缺少这一列。", f"请补上;现有的列:{heading}。")
            for name in missing
        )
    repeated = sorted({name for name in columns if columns.count(name) > 1})
    if repeated:
        raise Refused(Fault(path.name, 1, name, "", "这一列出现了两次。", "请删去或改名。") for name in repeated)
    return TableFile(table, path, kind, columns)


def file_hash(path: Path) -> str:
    """The SHA-256 sum of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def text_hash(text: str) -> str:
    """The SHA-256 sum of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def refuse_uneven_rows(file: TableFile) -> None:
    """Refuse a CSV file whose rows do not all have as many cells as the heading."""
    for _ in _csv_rows(file):
        pass


def _csv_columns(path: Path) -> tuple[str, ...]:
    _refuse_other_encodings(path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading = next(csv.reader(stream), [])
    return tuple(name.strip() for name in heading)


def _refuse_other_encodings(path: Path) -> None:
    """Refuse text that is not UTF-8, naming the row where it stops being so."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    row = 1
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            try:
                if "\0" in decoder.decode(block):
                    raise _refused(path, "文件里有空字符,不是文本。", "请另存为“CSV UTF-8(逗号分隔)”。", row)
            except UnicodeDecodeError as error:
                row += block[: error.start].count(b"\n")
                raise _refused(
                    path,
                    "文字不是 UTF-8 编码,多半是 GBK(ANSI)。",
                    "请在表格软件里另存为“CSV UTF-8(逗号分隔)”。",
                    row,
                ) from None
            row += block.count(b"\n")


def _csv_rows(file: TableFile) -> Iterator[tuple[int, Row]]:
    with file.path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        next(reader)
        number = 1
        try:
            for cells in reader:
                if not cells:
                    continue
                number += 1
                if len(cells) != len(file.columns):
                    reason = f"这一行有 {len(cells)} 格,表头有 {len(file.columns)} 格。"
                    raise _refused(file.path, reason, "请检查多余或缺少的逗号;含逗号的内容要加英文双引号。", number)
                named = dict(zip(file.columns, cells, strict=True))
                yield number, {name: named.get(name, "") for name in (*REQUIRED[file.table], *OPTIONAL[file.table])}
        except csv.Error:
            raise _refused(file.path, "引号不成对。", "请检查这一行附近的英文双引号。", number + 1) from None


def _parquet_columns(path: Path) -> tuple[str, ...]:
    try:
        return tuple(parquet.read_schema(path).names)
    except (arrow.ArrowException, OSError):
        raise _refused(path, "Parquet 文件不完整或已损坏。", "请重新导出。") from None


def _parquet_rows(file: TableFile) -> Iterator[tuple[int, Row]]:
    columns = (*REQUIRED[file.table], *OPTIONAL[file.table])
    number = 0
    with parquet.ParquetFile(file.path) as stream:
        for batch in stream.iter_batches(columns=list(file.wanted)):
            for row in batch.to_pylist():
                number += 1
                yield number, text_row(row, columns)


def _refused(path: Path, reason: str, mend: str, row: int | None = None) -> Refused:
    return Refused([Fault(path.name, row, "", "", reason, mend)])


def absent(table: str) -> Source:
    """A table that was not given: it has no rows."""
    return Source(TITLES[table], lambda: iter(()))
