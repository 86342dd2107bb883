"""Writing a `.feedscope` file: JSON that people can read, always in the same order."""

import tomllib
from pathlib import Path

import msgspec

from monitor import __version__
from monitor.core.errors import SharedFileError
from monitor.core.files import replace_file
from monitor.feed.profiles.writing import dump_profile
from monitor.workspace.sharing.shared import SCHEMA, Shared

__all__ = ["dump_shared", "save_shared"]


def dump_shared(shared: Shared) -> str:
    """`shared` as text; `parse_shared` gives the same back."""
    told = {
        "feedscope": SCHEMA,
        "written_by": f"Feedscope {__version__}",
        # By way of TOML, which leaves out what is as usual.
        "feeds": [{"feed": each.feed, "profile": tomllib.loads(dump_profile(each.profile))} for each in shared.feeds],
        "desks": shared.desks,
        "formulas": shared.formulas,
        "rules": shared.rules,
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def save_shared(shared: Shared, path: Path) -> None:
    """Write the file, whole or not at all, keeping one backup of what was there. Raises SharedFileError."""
    try:
        replace_file(path.resolve(), dump_shared(shared).encode())
    except (OSError, UnicodeEncodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SharedFileError(f"the workspace cannot be saved: {reason}", file=str(path)) from error
