"""Menu entry, icons and file type in the folders of one user, as the XDG specifications have them."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.core.files import replace_file
from monitor.resources import resource

__all__ = ["data_folder", "install", "refreshes", "remove"]

_PLACES = (
    (("linux", "feedscope.desktop"), "applications/feedscope.desktop"),
    (("linux", "feedscope-mime.xml"), "mime/packages/feedscope.xml"),
    (("icons", "app", "feedscope.svg"), "icons/hicolor/scalable/apps/feedscope.svg"),
    (
        ("icons", "app", "application-x-feedscope.svg"),
        "icons/hicolor/scalable/mimetypes/application-x-feedscope.svg",
    ),
)
_COMMAND = re.compile(r"^(Try)?Exec=feedscope\b", re.MULTILINE)
_RESERVED = re.compile(r"[\s\"'\\><~|&;$*?#()`]")


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the desktop looks for what belongs to one user."""
    chosen = environment.get("XDG_DATA_HOME", "")
    return Path(chosen) if Path(chosen).is_absolute() else Path.home() / ".local" / "share"


def install(data: Path, *, command: Sequence[str]) -> tuple[Path, ...]:
    """Put everything into `data`; the files. command: what starts the program, from anywhere. Raises OSError."""
    written = []
    for source, target in _PLACES:
        content = resource(*source).read_bytes()
        if target.endswith(".desktop"):
            content = _started_by(content.decode(), command).encode()
        file = data / target
        replace_file(file, content, backup=False)
        # Only this user has a use for them, but menus may be read by helpers that run as another.
        file.chmod(0o644)
        written.append(file)
    return tuple(written)


def remove(data: Path) -> tuple[Path, ...]:
    """Take out of `data` what `install` has put there; the files that were. Raises OSError."""
    gone = []
    for _, target in _PLACES:
        file = data / target
        with contextlib.suppress(FileNotFoundError):
            file.unlink()
            gone.append(file)
    return tuple(gone)


def refreshes(data: Path) -> tuple[tuple[str, ...], ...]:
    """The commands that make a running desktop look again, where they are there."""
    return (
        ("update-desktop-database", "-q", str(data / "applications")),
        ("update-mime-database", str(data / "mime")),
        ("gtk-update-icon-cache", "-q", "-t", "-f", str(data / "icons" / "hicolor")),
    )


def _started_by(entry: str, command: Sequence[str]) -> str:
    words = " ".join(_quoted(word) for word in command)
    return _COMMAND.sub(lambda found: f"{found[1] or ''}Exec={words}", entry)


def _quoted(word: str) -> str:
    """As an Exec line wants it: in double quotes, and a percent sign doubled."""
    word = word.replace("%", "%%")
    if not _RESERVED.search(word):
        return word
    inner = re.sub(r'(["`$\\])', r"\\\1", word)
    # The value of a key is unescaped once before it is taken for an Exec line.
    return '"' + inner.replace("\\", "\\\\") + '"'
