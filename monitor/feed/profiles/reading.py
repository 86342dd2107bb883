"""Reading profile files; whatever is wrong with one is a ProfileError with file, line and key."""

import re
import tomllib
from pathlib import Path

from monitor.core.errors import ProfileError
from monitor.feed.profile import Profile
from monitor.feed.profiles.checks import problems
from monitor.feed.profiles.lines import dotted, key_lines, line_of
from monitor.feed.profiles.migration import Plain, migrate
from monitor.feed.profiles.problem import Problem
from monitor.feed.profiles.shape import take_shape

__all__ = ["MOST_BYTES", "load_profile", "parse_profile"]

MOST_BYTES = 1024 * 1024
"""A profile is a few kilobytes; a larger file is something else."""

_AT_LINE = re.compile(r" \(at line ([0-9]+), column [0-9]+\)$")
_AT_END = " (at end of document)"


def load_profile(path: Path) -> Profile:
    """The profile in the file `path`. Raises ProfileError."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise ProfileError("this is a folder, not a profile file", file=file) from None
    except FileNotFoundError:
        raise ProfileError("there is no such file", file=file) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ProfileError(f"the file cannot be read: {reason}", file=file) from error
    if len(data) > MOST_BYTES:
        raise ProfileError(f"the file has more than {MOST_BYTES} bytes and is no profile", file=file)
    return parse_profile(_text(data, file=file), file=file)


def parse_profile(text: str, *, file: str) -> Profile:
    """The profile that the TOML `text` describes; `file` is only for errors. Raises ProfileError."""
    plain = _toml(text, file=file)
    migrated = migrate(plain)
    if isinstance(migrated, Problem):
        raise _error(migrated, text, file=file)
    profile = take_shape(migrated)
    if isinstance(profile, Problem):
        raise _error(profile, text, file=file)
    if problem := next(problems(profile), None):
        raise _error(problem, text, file=file)
    return profile


def _text(data: bytes, *, file: str) -> str:
    try:
        # Some editors of Windows begin every file with a byte order mark.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProfileError("the file is not UTF-8 text; save it as UTF-8", file=file, line=line) from None


def _toml(text: str, *, file: str) -> Plain:
    if len(text) > MOST_BYTES:
        raise ProfileError(f"the text has more than {MOST_BYTES} characters and is no profile", file=file)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _AT_LINE.search(message)
        line = int(at[1]) if at else text.count("\n") + 1
        what = _AT_LINE.sub("", message).removesuffix(_AT_END)
        raise ProfileError(f"this is not TOML: {what[:1].lower()}{what[1:]}", file=file, line=line) from None
    except (ValueError, RecursionError) as error:
        # tomllib lets two things through that are not its own: impossible dates, and brackets without end.
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise ProfileError(f"this is not TOML: {reason}", file=file) from None


def _error(problem: Problem, text: str, *, file: str) -> ProfileError:
    try:
        line = line_of(key_lines(text), problem.path)
    except RecursionError:
        line = None
    return ProfileError(problem.what, file=file, line=line, key=dotted(problem.path))
