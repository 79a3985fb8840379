"""`dandang import` and `dandang export-lrmx`: files in, files out, with the rights of the acting account."""

from __future__ import annotations

from pathlib import Path

import click

from dandang.operations.answers import DONE, REFUSED, Answer, answered
from dandang.operations.runtime import acting_as, actor_named, start_django


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@acting_as
@answered
def import_files(files: tuple[Path, ...], dry_run: bool, account: str | None) -> Answer:
    """导入任免审批表（lrmx、lrm、zip）、国家 Excel 模板或者花名册；有一处错就一行也不写入。"""
    start_django()
    from django.utils import timezone

    from dandang.interchange.intake import actions

    actor = actor_named(account)
    found = actions.import_files(actor=actor, paths=files, dry_run=dry_run, at=timezone.now())
    errors = found["errors"]
    if errors:
        lines = [f"有 {len(errors)} 处问题，没有写入任何数据：", *(_sentence(error) for error in errors[:20])]
        return Answer(found, "\n".join(lines), REFUSED)
    done = "试导入，没有写入" if dry_run else "已导入"
    counts = f"{found['people']} 人，新建 {found['created']}，更新 {found['updated']}"
    return Answer(found, f"{done}：{counts}，提示 {len(found['warnings'])} 处", DONE)


@click.command()
@click.argument("person_keys", nargs=-1, metavar="PERSON_KEY…")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="放在哪个文件夹")
@click.option("--request", "request_id", type=int, help="已批准的导出申请号；一次超过 100 人时要有")
@acting_as
@answered
def export_lrmx(person_keys: tuple[str, ...], out: Path, request_id: int | None, account: str | None) -> Answer:
    """按身份证号或者人员编号导出任免审批表（lrmx），每人一个文件。"""
    if not person_keys and request_id is None:
        raise click.UsageError("请写明导出谁：身份证号或者人员编号，可以写多个")
    start_django()
    from django.utils import timezone

    from dandang.interchange.intake import actions

    actor = actor_named(account)
    made = actions.export_lrmx(actor=actor, person_keys=person_keys, out=out, request_id=request_id, at=timezone.now())
    return Answer(made, f"已导出 {made['people']} 人，在 {out}")


def _sentence(error: dict[str, object]) -> str:
    """Where, what, why, how to mend, on one line."""
    sheet = f"“{error['sheet']}”" if error["sheet"] else ""
    row = f"第 {error['row']} 行" if error["row"] else ""
    value = f"（填的是“{error['value']}”）" if error["value"] else ""
    return f"  {error['file']}{sheet}{row}{error['column']}{value}：{error['reason']}。{error['mend']}"
