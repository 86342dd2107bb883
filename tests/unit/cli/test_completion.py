"""What a shell is told may follow on the command line."""

import pytest
from click.shell_completion import ShellComplete

from monitor.cli.main import commands


@pytest.mark.parametrize(
    ("words", "begun", "offered"),
    [
        ([], "ser", ["serve"]),
        ([], "wi", ["window"]),
        (["window"], "--the", ["--theme"]),
        (["window", "--theme"], "d", ["dark"]),
        ([], "nothing-like-this", []),
    ],
)
def test_commands_and_options_complete(words: list[str], begun: str, offered: list[str]) -> None:
    asked = ShellComplete(commands, {}, "feedscope", "_FEEDSCOPE_COMPLETE")
    assert [item.value for item in asked.get_completions(words, begun)] == offered
