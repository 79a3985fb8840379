"""The command line `dandang` (SPEC §12). Commands are loaded when they are called, so that starting is quick."""

from __future__ import annotations

from importlib import import_module

import click

import dandang

_COMMANDS = {
    "import": "imports.import_files",
    "export-lrmx": "imports.export_lrmx",
    "policy": "policy.policy",
    "tolerance": "tolerance.tolerance",
    "score": "score.score",
    "audit": "audit.audit",
    "backup": "backup.backup",
    "due": "due.due",
    "calendar": "calendar.calendar",
    "account": "account.account",
    "organisation": "organisation.organisation",
    "search": "search.search",
    "docs": "docs.docs",
}


class _LoadedWhenCalled(click.Group):
    """A group whose commands are imported by name."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[name].split(".")
        command: click.Command = getattr(import_module(f"dandang.operations.commands.{module}"), attribute)
        return command


@click.group(cls=_LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(dandang.VERSION, prog_name="dandang")
def main() -> None:
    """担当：激励机制和容错纠错机制的工作系统。"""


if __name__ == "__main__":
    main(prog_name="dandang")
