"""Desks as bytes and back: what cannot be read is left out and told of, and everything else stands."""

from collections.abc import Iterator

import msgspec

from monitor.workspace.desk.desk import Desk, Node
from monitor.workspace.desk.desks import Desks
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.repair import repaired

__all__ = ["desks_from", "desks_to"]

_MOST_DESKS = 100
_MOST_PANELS = 500


class _SavedDesk(msgspec.Struct, frozen=True, kw_only=True):
    """A desk whose panels and tree are still JSON, so that each of them can fail alone."""

    name: str
    panels: dict[str, msgspec.Raw] = {}
    tree: msgspec.Raw = msgspec.Raw(b"null")
    planned: tuple[tuple[str, str], ...] = ()
    automatic: dict[str, tuple[str, str]] = {}
    arranged: bool = False


class _Saved(msgspec.Struct, frozen=True, kw_only=True):
    desks: tuple[msgspec.Raw, ...] = ()
    current: str = ""


class _Written(msgspec.Struct, frozen=True, kw_only=True):
    desks: tuple[Desk, ...]
    current: str


def desks_to(desks: Desks) -> bytes:
    """All desks as JSON."""
    return msgspec.json.encode(_Written(desks=desks.every, current=desks.current.name))


def desks_from(data: bytes) -> tuple[Desks, tuple[str, ...]]:
    """The desks written down in `data`, whole whatever it holds, and in words for the user what had to be left out."""
    try:
        saved = msgspec.json.decode(data, type=_Saved | None)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Desks(), (f"The workspaces could not be read ({error}); the window begins with an empty one",)
    if saved is None:
        return Desks(), ()
    reader = _Reader()
    return Desks(list(reader.desks(saved)), current=saved.current), tuple(reader.problems)


class _Reader:
    """Reads one file; `problems` grows on the way."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._names: set[str] = set()
        self._taken: set[str] = set()

    def desks(self, saved: _Saved) -> Iterator[Desk]:
        """The desks that can be read, each whole."""
        if len(saved.desks) > _MOST_DESKS:
            self.problems.append(f"Only the first {_MOST_DESKS} of {len(saved.desks)} workspaces were opened")
        for raw in saved.desks[:_MOST_DESKS]:
            try:
                desk = msgspec.json.decode(raw, type=_SavedDesk)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                self.problems.append(f"A workspace could not be read ({error}) and was left out")
            else:
                yield self._desk(desk)

    def _desk(self, saved: _SavedDesk) -> Desk:
        name = self._name(saved.name)
        panels = self._panels(name, saved.panels)
        self._taken.update(panels)
        return Desk(
            name=name,
            panels=panels,
            tree=repaired(self._tree(name, saved.tree), panels),
            planned=tuple(dict.fromkeys(saved.planned)),
            automatic={panel: stream for panel, stream in saved.automatic.items() if panel in panels},
            arranged=saved.arranged,
        )

    def _panels(self, desk: str, saved: dict[str, msgspec.Raw]) -> dict[str, PanelSpec]:
        panels: dict[str, PanelSpec] = {}
        for panel, raw in saved.items():
            if not panel or panel in self._taken:
                self.problems.append(f"A panel of the workspace {desk} is there twice; the second was left out")
                continue
            if len(panels) == _MOST_PANELS:
                self.problems.append(f"Only the first {_MOST_PANELS} panels of the workspace {desk} were opened")
                break
            try:
                panels[panel] = msgspec.json.decode(raw, type=PanelSpec)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                self.problems.append(f"A panel of the workspace {desk} could not be read ({error}) and was left out")
        return panels

    def _tree(self, desk: str, raw: msgspec.Raw) -> Node | None:
        try:
            tree: Node | None = msgspec.json.decode(raw, type=Node | None)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            self.problems.append(f"The arrangement of the workspace {desk} could not be read ({error})")
            return None
        return tree

    def _name(self, wanted: str) -> str:
        stem = wanted.strip() or "Workspace"
        name, number = stem, 2
        while name in self._names:
            name, number = f"{stem} {number}", number + 1
        self._names.add(name)
        return name
