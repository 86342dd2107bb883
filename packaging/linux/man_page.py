"""The manual page, made of what the command line says of itself."""

import datetime
import re
from collections.abc import Iterable, Iterator

import click

__all__ = ["man_page"]

_FILES = (
    ("~/.config/feedscope/", "Settings, what was open, and your own profiles. FEEDSCOPE_HOME names another folder."),
    ("~/.config/feedscope/feeds/", "Your own profiles. FEEDSCOPE_FEEDS names another folder."),
)
_STATUS = (("0", "All went well."), ("1", "It failed; one line says why."), ("2", "It was called wrongly."))


def man_page(commands: click.Group, *, version: str, epoch: int) -> str:
    """One page in section 1 with every command of a group."""
    context = click.Context(commands, info_name="feedscope", **_settings(commands))
    day = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()
    lines = [
        f'.TH FEEDSCOPE 1 "{day}" "feedscope {version}" "User commands"',
        *(".SH NAME", rf"feedscope \- {_text(_summary(commands))}"),
        *(".SH SYNOPSIS", *_synopsis()),
        *(".SH DESCRIPTION", *_paragraphs(commands.help), *_paragraphs(commands.epilog)),
        ".SH COMMANDS",
    ]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        if command is not None and not command.hidden:
            lines += _command(command, context)
    lines += [".SH EXIT STATUS", *_listed(_STATUS), ".SH FILES", *_listed(_FILES)]
    return "\n".join(lines) + "\n"


def _settings(command: click.Command) -> dict[str, object]:
    return {name: value for name, value in command.context_settings.items() if name == "help_option_names"}


def _synopsis() -> Iterator[str]:
    yield r"\fBfeedscope\fR [OPTIONS] [TARGET]..."
    yield ".br"
    yield r"\fBfeedscope\fR \fICOMMAND\fR [ARGS]..."


def _command(command: click.Command, parent: click.Context) -> list[str]:
    context = click.Context(command, info_name=command.name, parent=parent, help_option_names=["-h", "--help"])
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f".SS feedscope {command.name} {_text(usage)}", *_paragraphs(command.help)]
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    return [*lines, *_listed(record for record in records if record and record[1]), *_paragraphs(command.epilog)]


def _listed(records: Iterable[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    for term, text in records:
        lines += [".TP", rf"\fB{_text(term)}\fR", _text(" ".join(text.split()))]
    return lines


def _paragraphs(text: str | None) -> list[str]:
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", (text or "").strip()):
        if block:
            lines += [".PP", _text(" ".join(block.replace("\b", "").split()))]
    return lines


def _summary(commands: click.Command) -> str:
    first = (commands.help or "").strip().splitlines()[0].rstrip(".")
    return first[0].lower() + first[1:]


def _text(text: str) -> str:
    """Escaped for roff: hyphens that are to be copied stay hyphens, and no line begins as a request."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped
