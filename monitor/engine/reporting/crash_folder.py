"""The folder of crash reports: what is in it, which of it nobody has seen yet, and how much of it is kept."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from monitor.core.file_lock import FileLock

__all__ = ["MOST_REPORTS", "collect", "fault_file", "mark_seen", "new_report", "prune", "unseen"]

MOST_REPORTS = 10
_NEW = ".new.txt"
_FAULT = "fault-"
_MOST_BYTES = 256 * 1024
_MOST_TRIES = 100


def fault_file(folder: Path, *, pid: int) -> Path:
    """Where a process has its death written down by the system's last breath; its lock tells that it lives."""
    return folder / f"{_FAULT}{pid}.log"


def new_report(folder: Path, text: str, *, at: float, part: str) -> Path:
    """Write a report that nobody has seen yet; the file. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"crash-{datetime.fromtimestamp(at, UTC):%Y%m%d-%H%M%S}-{part}"
    for number in range(_MOST_TRIES):
        name = stem if not number else f"{stem}-{number}"
        if (folder / f"{name}.txt").exists():
            continue
        file = folder / f"{name}{_NEW}"
        with contextlib.suppress(FileExistsError), file.open("x", encoding="utf-8", errors="backslashreplace") as out:
            file.chmod(0o600)
            out.write(text)
            return file
    raise FileExistsError(f"too many crash reports of one second in {folder}")


def unseen(folder: Path) -> tuple[Path, ...]:
    """The reports nobody has seen, oldest first."""
    return tuple(sorted(folder.glob(f"crash-*{_NEW}")))


def mark_seen(report: Path) -> Path:
    """Offer this report no more; what it is called now. One that cannot be renamed will be offered again."""
    seen = report.with_name(report.name.removesuffix(_NEW) + ".txt")
    try:
        return report.replace(seen)
    except OSError:
        return report


def collect(folder: Path) -> Iterator[tuple[str, float]]:
    """What processes that are no more have left of their deaths, with the time of it; what they left is removed."""
    for file in sorted(folder.glob(f"{_FAULT}*.log")):
        lock = FileLock(file)
        try:
            if not lock.take():
                continue
            with file.open("rb") as stream:
                said = stream.read(_MOST_BYTES).decode("utf-8", "backslashreplace")
            at = file.stat().st_mtime
            lock.give_back()
            file.unlink()
        except OSError:
            continue
        finally:
            lock.give_back()
        if said.strip():
            yield said, at


def prune(folder: Path, *, keep: int = MOST_REPORTS) -> None:
    """Remove the oldest reports beyond the newest `keep`. What cannot be removed stays."""
    reports = sorted(folder.glob("crash-*.txt"), key=lambda file: file.name, reverse=True)
    for report in reports[keep:]:
        with contextlib.suppress(OSError):
            report.unlink()
