"""How long does a 100,000-row workbook take to import, and how much memory? Measured, never asserted.

    python benchmarks/import_roster.py [--people 100000] [--database sqlite:////tmp/import.sqlite3]

Makes a workbook of made-up people (21 columns with a résumé), then times the dry run, the writing, and a second import
of the same file, which must change nobody. Peak memory is that of the whole process. The aim is 60 s and 1 GB for dry
run and writing together.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADINGS = (
    "序号", "姓名", "公民身份号码", "性别", "出生年月", "民族", "籍贯", "出生地", "入党时间", "参加工作时间",
    "健康状况", "全日制学历", "全日制学位", "毕业院校及专业", "工作单位", "现任职务", "任现职时间",
    "现职级", "任现职级时间",
    "年度考核结果", "简历",
)  # fmt: skip
SURNAMES = "林周吴郑王李赵钱孙冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
GIVEN = "文明远志安宁清和正平嘉树青禾川山海云天泽之以行知成立新思源向阳若谷"


def workbook(people: int, units: list[str]) -> bytes:
    """A roster of made-up people with numbers that check."""
    import xlsxwriter

    from dandang.foundation.ground.identity_number import check_character

    draw = random.Random(20261121)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("干部名册")
    sheet.write_row(0, 0, HEADINGS)
    for serial in range(people):
        place, rest = serial % 7, serial // 7
        year, rest = 1966 + rest % 30, rest // 30
        month, rest = 1 + rest % 12, rest // 12
        day, sequence = 1 + rest % 28, rest // 28 * 2
        is_man = draw.random() < 0.6
        seventeen = f"{341200 + place}{year}{month:02d}{day:02d}{sequence + is_man:03d}"
        start = year + 22
        unit = units[serial % len(units)]
        resume = "\n".join(
            f"{start + 5 * step}.07--{start + 5 * step + 5}.07  {unit}科员（第{step + 1}岗位）"
            for step in range(max(1, (2024 - start) // 5))
        )
        sheet.write_row(
            serial + 1, 0,
            (
                str(serial + 1), draw.choice(SURNAMES) + "".join(draw.sample(GIVEN, 2)),
                seventeen + check_character(seventeen), "男" if is_man else "女", f"{year}.{month:02d}", "汉族",
                "安徽青禾", "安徽青禾", f"{start + 3}.06", f"{start}.07", "健康", "大学", "管理学学士",
                "安徽某大学行政管理专业", unit,
                f"{unit}科员", f"{start + 5}.07", "一级科员", f"{start + 2}.07",
                "2023年年度考核称职；2024年年度考核优秀；2025年年度考核称职。", resume,
            ),
        )  # fmt: skip
    book.close()
    return target.getvalue()


class Watch:
    """Time since it was made: on the wall, and of the processor, which a busy machine does not stretch."""

    def __init__(self) -> None:
        self.wall, self.processor = time.monotonic(), time.process_time()

    def __str__(self) -> str:
        wall, processor = time.monotonic() - self.wall, time.process_time() - self.processor
        return f"{wall:8.1f} s wall {processor:8.1f} s processor, peak {peak_megabytes():,} MB"


def peak_megabytes() -> int:
    """The most memory the process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dandang-import-"))
    os.environ["DATABASE_URL"] = options.database or f"sqlite:///{folder / 'import.sqlite3'}"
    os.environ["DANDANG_DATA"] = str(folder)
    os.environ.setdefault("DANDANG_PROFILE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    _measure(options.people)


def _measure(people: int) -> None:
    from django.core.management import call_command

    from dandang.interchange.intake import actions
    from dandang.interchange.intake.reading import InputFile
    from dandang.registry.access.queries import system_actor
    from dandang.registry.organisations import actions as organisations

    call_command("migrate", verbosity=0)
    actor, at = system_actor("测量"), datetime.now(tz=UTC)
    founded = date(1984, 1, 1)
    county = organisations.create_organisation(
        actor=actor, name="青禾县", kind="REGION", founded_on=founded, region="341299", at=at
    )
    names = [f"第{number}局" for number in range(1, 61)]
    for name in names:
        organisations.create_organisation(
            actor=actor, name=name, kind="GOVERNMENT", founded_on=founded, parent_id=county.pk, at=at
        )
    began = time.monotonic()
    data = workbook(people, names)
    print(f"workbook   {people:>9,} rows {len(data) / 1e6:8.1f} MB {time.monotonic() - began:8.1f} s to make")
    print(f"before     peak memory {peak_megabytes():>6,} MB")
    for words in ("first", "again"):
        batch = actions.upload(actor=actor, files=[InputFile("roster.xlsx", data)], organisation_id=county.pk, at=at)
        watch = Watch()
        batch = actions.check_batch(actor=actor, batch_id=batch.pk, at=at)
        counts = f"{batch.created:,} new, {batch.updated:,} changed, {batch.unchanged:,} same, {batch.errors:,} wrong"
        print(f"{words} check {watch}  {counts}")
        if batch.created + batch.updated and not batch.errors:
            watch = Watch()
            actions.apply_batch(actor=actor, batch_id=batch.pk, at=at)
            print(f"{words} write {watch}")


if __name__ == "__main__":
    main()
