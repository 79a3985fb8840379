"""Top floor: running the installation. Nothing imports it.

Whose work: the system administrator's. The command line `dandang` (SPEC §12), backup and restore, the server, the
health address, and the pages on which the organ enters the yearly calendar, since the calendar itself stands below
rights and record. It has no tables of its own.

Files beside those of every room: `cli` and `commands/` (one file per group of commands, loaded when asked for, so that
`dandang score` starts without Django or a database), `answers` (what a command prints and with which exit code),
`runtime` (Django and the acting account for a command), `backup/` (create, verify, restore), `server` (web and
worker processes), `safety` (what must be true before the server starts).
"""
