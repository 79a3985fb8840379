"""The bounds of every file, in one place. Figures from security.md §6.4 unless said otherwise."""

from __future__ import annotations

MIB = 1024 * 1024

FILE_BYTES = 100 * MIB
TEXT_BYTES = 64 * MIB

# One person's exchange form.
FORM_BYTES = 10 * MIB
FORM_DEPTH = 64
FORM_NODES = 50_000

PHOTO_BYTES = 5 * MIB
PHOTO_PIXELS = 40_000_000

SCAN_BYTES = 10 * MIB  # a signed paper, photographed or scanned
EXHIBIT_BYTES = 50 * MIB  # one piece of evidence: a scanned volume of a file

# Archives. A ten-sheet workbook of 100,000 people with résumés unpacks to more than the 200 MiB of the reference;
# since members are scanned as a stream, 400 MiB stays cheap, and the ratio stops the bombs.
UNPACKED_BYTES = 400 * MIB
COMPRESSION_RATIO = 100
RATIO_MATTERS_FROM = MIB
WORKBOOK_MEMBERS = 1_000
PACKAGE_MEMBERS = 20_000

# Sheets.
SHEET_COLUMNS = 500
SHEET_ROWS = 1_048_576
BLANK_ROWS = 5_000
ROW_BYTES = 32 * MIB
STYLES_BYTES = 32 * MIB
NAMED_ADDRESSES = 20
MERGED_RANGES = 20_000
