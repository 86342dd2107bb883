"""What the documents name is there, and nothing in the repository knows the machine it was written on."""

import re
from pathlib import Path

import click
import pytest

from monitor.cli.main import commands

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
WRITTEN = sorted(
    path
    for folder in ("monitor", "tests", "resources", "docs", "packaging", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".md", ".toml", ".sh", ".json", ".desktop", ".svg", ".yml", ""} and path.is_file()
)
FOREIGN = re.compile(
    # A class of one character keeps this file from finding itself.
    rb"(?<![\w.])/(?:home|root|Users|work)/[\w.]|pypi[.]org|pythonhosted[.]org|index[-]url|artifac[t]ory"
)
MADE = ("build/", "docs/shots/", "shots/")
"""What a command of the repository makes."""


def command(name: str) -> click.Command:
    found = commands.get_command(click.Context(commands), name)
    assert found is not None, f"feedscope {name} is not there"
    return found


def options(name: str) -> set[str]:
    return {text for parameter in command(name).params for text in parameter.opts} | {"--help"}


def test_every_command_but_the_window_has_its_row_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    told = set(re.findall(r"^\| `feedscope (\w+)", readme, re.MULTILINE))
    assert told == set(commands.list_commands(click.Context(commands))) - {"window"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_have_the_options_that_a_document_names(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        for name in re.findall(r"`?feedscope (tail|discover|check|serve|feeds)\b", line)[:1]:
            assert set(re.findall(r"(?<!\w)--[a-z-]+", line.partition("#")[0])) <= options(name), line


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_make_has_the_targets_that_a_document_names(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE)) <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_a_document_names_are_there(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"`((?:[\w.-]+/)+[a-z0-9_*.-]+\.\w+)`", text) + re.findall(r"\]\(([\w./-]+)\)", text)
    missing = [name for name in named if not name.startswith(MADE) and not _is_there(path, name)]
    assert missing == []


def _is_there(document: Path, name: str) -> bool:
    """Whether a document's own folder, the root, or the package has what `name` means."""
    return any(any(folder.glob(name)) for folder in (document.parent, ROOT, ROOT / "monitor"))


def test_no_file_holds_a_path_of_one_machine_or_the_host_of_a_registry() -> None:
    assert [str(path.relative_to(ROOT)) for path in WRITTEN if FOREIGN.search(path.read_bytes())] == []
