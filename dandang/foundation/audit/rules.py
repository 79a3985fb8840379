"""Is this record sound? Judged from rows and checkpoints alone; no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dandang.foundation.audit import chain
from dandang.foundation.audit.checkpoints import Checkpoint
from dandang.foundation.audit.records import ALTERED, CUT, SOUND, TWO_HEADS, VerifyReport


def chain_report(rows: Iterable[Mapping[str, Any]]) -> tuple[VerifyReport, list[bytes]]:
    """Follow the chain from the first row and say where it first breaks; also return the digests seen until then."""
    previous = chain.GENESIS
    digests: list[bytes] = []
    for number, row in enumerate(rows, start=1):
        fault = _fault(row, number, previous)
        if fault:
            return VerifyReport(ALTERED, number, f"第 {number} 条{fault}。", len(digests)), digests
        previous = row["digest"]
        digests.append(bytes.fromhex(previous))
    return VerifyReport(SOUND, None, f"{len(digests)} 条记录首尾相连，没有改动。", len(digests)), digests


def _fault(row: Mapping[str, Any], number: int, previous: str) -> str:
    """Say what is wrong with one row at its place; empty when nothing is."""
    if row["seq"] > number:
        return "缺失：序号不连续，有记录被删除"
    if row["seq"] < number:
        return f"重复：序号 {row['seq']} 出现了两次"
    if row["alg"] not in chain.ALGORITHMS:
        return f"的摘要算法“{row['alg']}”不在允许之列"
    if row["prev"] != previous:
        return "与前一条接不上：前一条被换过，或者这一条是插入的"
    if row["digest"] != chain.entry_digest(row):
        return "的内容与摘要不符：写入之后被改动过"
    return ""


def checkpoint_report(digests: Sequence[bytes], checkpoints: Sequence[Checkpoint]) -> VerifyReport:
    """Compare a sound chain with signed heads: another head of the same length, or a chain that became shorter."""
    size = len(digests)
    heads: dict[int, str] = {}
    for point in checkpoints:
        if heads.setdefault(point.size, point.head) != point.head:
            return _report(
                TWO_HEADS, None, f"长度 {point.size} 有两个不同的检查点：同一时刻出现过两份记录。", size, checkpoints
            )
    for point in sorted(checkpoints, key=lambda point: point.size):
        if point.size > size:
            continue
        if digests[point.size - 1].hex() != point.head or chain.merkle_root(digests[: point.size]) != point.root:
            sentence = (
                f"第 {point.size} 条的摘要与 {point.at} 的检查点不同："
                "此前的记录被整体重写过，或者是从旧备份分叉出来的。"
            )
            return _report(TWO_HEADS, None, sentence, size, checkpoints)
    longest = max((point.size for point in checkpoints), default=0)
    if longest > size:
        sentence = f"检查点记载有 {longest} 条，现在只有 {size} 条：末尾被截去，或者恢复了旧的备份。"
        return _report(CUT, size + 1, sentence, size, checkpoints)
    return _report(SOUND, None, f"{size} 条记录首尾相连，与 {len(checkpoints)} 个检查点一致。", size, checkpoints)


def _report(code: int, seq: int | None, sentence: str, size: int, checkpoints: Sequence[Checkpoint]) -> VerifyReport:
    return VerifyReport(code, seq, sentence, size, len(checkpoints))
