"""The panels that live: made when their desk is shown, kept for a while when it is not, deleted when they are gone."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from monitor.ui.desk.error_card import ErrorCard
from monitor.ui.desk.panel_frame import PanelFrame
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.kinds import PanelKind, kind_of
from monitor.ui.panels.view import PanelView
from monitor.workspace.desk.desk import Desk
from monitor.workspace.desk.panel_spec import PanelSpec

__all__ = ["PanelShelf"]

_log = logging.getLogger(__name__)

_MOST_BEHIND = 32
"""Panels of other desks that live on unseen, so that what they gathered is there when one comes back. Beyond that the
longest unseen go; what the user told them is in the desk."""


class PanelShelf(QObject):
    """A frame for each panel, by its id.

    A panel that fails, when it is made or drawn, gives way to a card that says so; the others do not notice.
    Signals: made(PanelFrame) for each new frame; spec_changed(panel, spec) when the user has changed one.
    """

    made = Signal(object)
    spec_changed = Signal(str, object)

    def __init__(self, context: PanelContext, kinds: Iterable[PanelKind[Any]], *, home: QWidget) -> None:
        super().__init__(home)
        self._context = context
        self._kinds = tuple(kinds)
        self._home = home
        self._frames: dict[str, PanelFrame] = {}
        self._specs: dict[str, PanelSpec] = {}

    @property
    def frames(self) -> Mapping[str, PanelFrame]:
        """Every frame there is, those longest unseen first."""
        return self._frames

    def title(self, panel: str, spec: PanelSpec) -> str:
        """What a panel is called, also before it is made."""
        frame = self._frames.get(panel)
        if frame is not None:
            return frame.title
        kind = kind_of(spec, self._kinds)
        return spec.title or ("" if kind is None else kind.name)

    def keep(self, desk: Desk, every: Iterable[Desk]) -> dict[str, PanelFrame]:
        """The frames of this desk that are made; all others are hidden, and deleted where nobody has them any more."""
        wanted = {panel for each in every for panel in each.panels}
        for panel in [panel for panel in self._frames if panel not in wanted]:
            self._drop(panel)
        behind = [panel for panel in self._frames if panel not in desk.panels]
        for panel in behind[: max(0, len(behind) - _MOST_BEHIND)]:
            self._drop(panel)
        for panel in behind[-_MOST_BEHIND:]:
            self._frames[panel].hide()
        for panel in desk.panels:
            if panel in self._frames:
                self._frames[panel] = self._frames.pop(panel)
                self._follow(panel, desk.panels[panel])
        return {panel: self._frames[panel] for panel in desk.panels if panel in self._frames}

    def make(self, panel: str, spec: PanelSpec) -> PanelFrame:
        """A frame with a panel of these settings."""
        frame = PanelFrame(panel, self._made(spec), self._context.theme, parent=self._home)
        frame.hide()
        frame.spec_changed.connect(self._keep_spec)
        self._frames[panel], self._specs[panel] = frame, spec
        self._connect_card(frame)
        self.made.emit(frame)
        return frame

    def draw(self, frame: PanelFrame, now: float) -> bool:
        """Let a panel draw one frame at `now` (wall seconds); answers whether it did."""
        try:
            return frame.view.frame(now)
        except Exception as error:
            _log.exception("A panel failed while it was drawn")
            self._fail(frame, error)
            return True

    def set_context(self, context: PanelContext) -> None:
        """Panels made from now on get this one; those there are get its theme."""
        self._context = context
        for frame in self._frames.values():
            frame.set_theme(context.theme)

    def clear(self) -> None:
        """Delete every panel."""
        for panel in list(self._frames):
            self._drop(panel)

    def _made(self, spec: PanelSpec) -> PanelView:
        kind = kind_of(spec, self._kinds)
        if kind is None:
            return ErrorCard(spec, name="", error=None)
        make: Callable[[PanelContext, Any], PanelView] = kind.make
        try:
            return make(self._context, spec)
        except Exception as error:
            _log.exception("A panel could not be made")
            return ErrorCard(spec, name=kind.name, error=error)

    def _follow(self, panel: str, spec: PanelSpec) -> None:
        """Somebody else than the panel itself has changed its settings."""
        if self._specs[panel] is spec or self._specs[panel] == spec:
            return
        self._specs[panel] = spec
        frame = self._frames[panel]
        try:
            frame.view.set_spec(spec)
            frame.show_texts()
        except Exception as error:
            _log.exception("A panel could not follow its settings")
            self._fail(frame, error)

    def _fail(self, frame: PanelFrame, error: Exception) -> None:
        spec = self._specs[frame.panel]
        kind = kind_of(spec, self._kinds)
        frame.replace(ErrorCard(spec, name="" if kind is None else kind.name, error=error))
        self._connect_card(frame)

    def _connect_card(self, frame: PanelFrame) -> None:
        if isinstance(frame.view, ErrorCard):
            frame.view.retry_asked.connect(self._retry)

    @Slot()
    def _retry(self) -> None:
        card = self.sender()
        for frame in self._frames.values():
            if frame.view is card:
                frame.replace(self._made(self._specs[frame.panel]))
                self._connect_card(frame)
                return

    def _drop(self, panel: str) -> None:
        self._specs.pop(panel)
        self._frames.pop(panel).dispose()

    @Slot(str, object)
    def _keep_spec(self, panel: str, spec: PanelSpec) -> None:
        self._specs[panel] = spec
        self.spec_changed.emit(panel, spec)
