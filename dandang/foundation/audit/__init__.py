"""The append-only, chained record of every write and of reads of files."""
