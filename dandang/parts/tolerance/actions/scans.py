"""Checking the scan of a signed paper and keeping it with its digest. Basis: SPEC PL-20 (代录要有扫描件)."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from dandang.foundation.guard.scans import check_scan

from ..records import Upload


class _Scanned(Protocol):
    scan: FieldFile
    scan_digest: str


def keep_scan(row: _Scanned, upload: Upload | None) -> None:
    """Check the bytes and put them beside the row, not yet saved; without an upload nothing changes.

    Refuses (FileRefused) what is no picture or PDF, too large, locked or broken.
    """
    if upload is None:
        return
    form = check_scan(upload.content).form
    row.scan_digest = hashlib.sha256(upload.content).hexdigest()
    row.scan.save(f"{secrets.token_hex(16)}.{form}", ContentFile(upload.content), save=False)
