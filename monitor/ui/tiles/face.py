"""What is written on a tile, and how large: worked out before anything is painted."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from monitor.workspace.analysis.names import full_name
from monitor.workspace.analysis.tile_watch import TileWatch
from monitor.workspace.wording import THIN, duration, number

__all__ = ["Face", "face_of"]


@dataclass(frozen=True, slots=True)
class Face:
    """The words of a tile. changes: of how it changed, the longest form first; direction: 1 up, -1 down, 0 neither.

    level_words, age_words: "" where there is nothing to say.
    """

    label: str
    value: str
    unit: str
    level: str = ""
    level_words: str = ""
    age_words: str = ""
    changes: tuple[str, ...] = ()
    direction: int = 0

    @property
    def text(self) -> str:
        """All of it, for those who do not see it."""
        value = f"{self.value}{THIN}{self.unit}" if self.unit else self.value
        change = self.changes[0] if self.changes else ""
        return ", ".join(filter(None, (f"{self.label} {value}", change, self.level_words, self.age_words)))


def face_of(watch: TileWatch, unit: str) -> Face:
    """The words of a tile as it stands."""
    reading, tile = watch.reading, watch.tile
    change = watch.change
    known = reading.value == reading.value
    return Face(
        label=tile.label or full_name(tile.series),
        value=number(reading.value, decimals=watch.decimals),
        unit=unit if known else "",
        level="" if reading.stale else reading.level,
        level_words="" if reading.stale else _level_words(reading.level),
        age_words="" if known and not reading.stale else _age_words(reading.age),
        changes=() if change is None else _changes(watch),
        direction=0 if change is None else change.direction,
    )


def _changes(watch: TileWatch) -> tuple[str, ...]:
    change = watch.change
    if change is None:
        return ()
    sign = "+" if change.direction > 0 else ""
    absolute = f"{sign}{number(change.absolute, decimals=watch.decimals)}"
    span = _tr("in %1").replace("%1", duration(watch.change_seconds))
    if change.percent != change.percent:
        return f"{absolute} {span}", absolute
    percent = f"{sign}{number(change.percent, decimals=2)}{THIN}%"
    return f"{percent}  {absolute} {span}", f"{percent}  {absolute}", percent


def _age_words(age: float) -> str:
    return _tr("%1 ago").replace("%1", duration(age)) if age > 0.0 else _tr("no numbers yet")


def _level_words(level: str) -> str:
    match level:
        case "ok":
            return _tr("OK")
        case "warn":
            return _tr("warning")
        case "bad":
            return _tr("bad")
        case _:
            return level


def _tr(text: str) -> str:
    return QCoreApplication.translate("Face", text)
