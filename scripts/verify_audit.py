#!/usr/bin/env python3
"""Check Dandang's record without Dandang, with Python's standard library alone: RECORD is the SQLite database or the
JSON lines of `dandang audit export`. --key is the installation's public key (64 hexadecimal digits); without it each
checkpoint is checked against the key it carries, and that key is printed.
Exit: 0 sound, 1 altered, 2 cut, 3 two heads, 4 cannot say, 64 usage."""

import argparse
import hashlib
import json
import sqlite3
import sys
from pathlib import Path

FIELDS = ("at", "actor", "role", "verb", "target", "clause", "reason", "outcome", "payload")
SOUND, ALTERED, CUT, TWO_HEADS, CANNOT_SAY, USAGE = 0, 1, 2, 3, 4, 64


def sm3(data):  # GB/T 32905-2016
    mask = 0xFFFFFFFF
    rotate = lambda x, n: ((x << n % 32) | (x >> (32 - n % 32))) & mask  # noqa: E731
    p0 = lambda x: x ^ rotate(x, 9) ^ rotate(x, 17)  # noqa: E731
    p1 = lambda x: x ^ rotate(x, 15) ^ rotate(x, 23)  # noqa: E731
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + b"\x00" * ((55 - len(data)) % 64) + (len(data) * 8).to_bytes(8, "big")
    for start in range(0, len(padded), 64):
        w = [int.from_bytes(padded[i : i + 4], "big") for i in range(start, start + 64, 4)]
        for j in range(16, 68):
            w.append(p1(w[j - 16] ^ w[j - 9] ^ rotate(w[j - 3], 15)) ^ rotate(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            ss1 = rotate((rotate(a, 12) + e + rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & mask, 7)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1 = (ff + d + (ss1 ^ rotate(a, 12)) + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d, e, f, g, h = tt1, a, rotate(b, 9), c, p0(tt2), e, rotate(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(4, "big") for word in state)


def entry_digest(row):
    parts = [row["alg"], row["prev"], row["seq"], *(row[name] for name in FIELDS)]
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return (hashlib.sha256(data).digest() if row["alg"] == "SHA-256" else sm3(data)).hex()


def merkle_root(leaves):  # RFC 6962, section 2.1
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2])] + odd
    return level[0].hex()


P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519: the field, the order of the group
D = -121665 * pow(121666, -1, P) % P


def add(p, q):
    (x, y), (u, v) = p, q
    t = D * x * u * y * v % P
    return ((x * v + u * y) * pow(1 + t, -1, P) % P, (y * v + x * u) * pow(1 - t, -1, P) % P)


def times(n, p):
    return (0, 1) if not n else add(times(n - 1, p), p) if n % 2 else times(n // 2, add(p, p))


def point(data):  # RFC 8032, section 5.1.3
    number = int.from_bytes(data, "little")
    y, sign = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P:
        raise ValueError("not a point of the curve")
    return (P - x if x % 2 != sign else x, y)


def is_signed(key, signature, data):  # RFC 8032, section 5.1.7: Ed25519
    base, s = point((4 * pow(5, -1, P) % P).to_bytes(32, "little")), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + data).digest(), "little") % L
    return s < L and times(s, base) == add(point(signature[:32]), times(k, point(key)))


def read_rows(path):
    with open(path, "rb") as file:
        head = file.read(15)
    if head != b"SQLite format 3":
        return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return [dict(row) for row in connection.execute("SELECT * FROM audit_entry ORDER BY seq")]


def chain(rows):
    previous, digests = "0" * 64, []
    for number, row in enumerate(rows, 1):
        is_known = row["seq"] == number and row["alg"] in ("SHA-256", "SM3") and row["prev"] == previous
        if not is_known or row["digest"] != entry_digest(row):
            return number, digests
        previous = row["digest"]
        digests.append(bytes.fromhex(previous))
    return None, digests


def compare(digests, folder, key):
    worst, seen, bad = SOUND, {}, 0
    for path in sorted(Path(folder).rglob("checkpoint-*.json")):
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
            mark, signer = body["checkpoint"], bytes.fromhex(key or body["public_key"])
            data = json.dumps(mark, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            if not is_signed(signer, bytes.fromhex(body["signature"]), data):
                raise ValueError("not signed by this key")
        except (OSError, ValueError, KeyError, TypeError):
            print(f"{path}: unreadable, or not signed by this key")
            bad += 1
            continue
        print(f"{path}: {mark['size']} entries at {mark['at']}, key {signer.hex()}")
        if seen.setdefault(mark["size"], mark["head"]) != mark["head"]:
            worst = TWO_HEADS
        elif mark["size"] > len(digests):
            worst = worst or CUT
        elif (digests[mark["size"] - 1].hex(), merkle_root(digests[: mark["size"]])) != (mark["head"], mark["root"]):
            worst = TWO_HEADS
    return worst or (CANNOT_SAY if bad or not seen else SOUND)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    [parser.add_argument(name) for name in ("record", "--checkpoints", "--key")]
    try:
        options = parser.parse_args()
    except SystemExit as end:
        return USAGE if end.code else SOUND
    try:
        bad, digests = chain(read_rows(options.record))
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        print(f"CANNOT SAY: {options.record}: {error}")
        return CANNOT_SAY
    code = ALTERED if bad else compare(digests, options.checkpoints, options.key) if options.checkpoints else SOUND
    words = ("SOUND", f"ALTERED: entry {bad} is the first that does not fit", "CUT", "TWO HEADS", "CANNOT SAY")
    print(f"{len(digests)} entries, {words[code]}")
    return code


if __name__ == "__main__":
    sys.exit(main())
