"""The inspector: the raw messages of a feed as they come and go, filtered, and any of them in detail."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from monitor.core.errors import FeedscopeError
from monitor.ui.inspector.message_delegate import MessageDelegate
from monitor.ui.inspector.messages_model import MessagesModel
from monitor.ui.messages.filter_field import FilterField
from monitor.ui.messages.message_panel import FeedSpec
from monitor.ui.messages.stream_panel import StreamPanel
from monitor.ui.panels.context import PanelContext
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import InspectorSpec
from monitor.workspace.messages.matching import Match, MatchKind, compile_match
from monitor.workspace.messages.raw_log import RawEntry

__all__ = ["InspectorPanel"]


class InspectorPanel(StreamPanel):
    """Shows what an InspectorSpec says."""

    def __init__(self, context: PanelContext, spec: InspectorSpec, *, parent: QWidget | None = None) -> None:
        self._match: Match | None = None
        self._field = FilterField(context.theme)
        super().__init__(context, spec, MessagesModel(), field=self._field, parent=parent)
        self.model.setParent(self)
        self._delegate = MessageDelegate(context.theme, parent=self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("Messages"))
        self.list.setAccessibleDescription(
            self.tr("The newest messages of the feed; choose one to see it in detail, End goes on with what comes")
        )
        self._field.changed.connect(self._filter)
        self.stream_controls.framed.show_value(spec.framed)
        self.stream_controls.framed.switched.connect(self._show_framed)
        self._read_filter(spec)

    @property
    def kind(self) -> str:
        return self.tr("Inspector")

    @property
    def framed(self) -> bool:
        return self._settings.framed and self._wrapped()

    def take(self, entry: RawEntry) -> RawEntry | None:
        return entry if self._match is None or self._match.matches(entry.payload) else None

    def filtered(self) -> bool:
        return self._match is not None

    def spec_shown(self, old: FeedSpec) -> None:
        spec = self._settings
        self.detail.set_view(spec.view)
        self.split.set_share(spec.detail_share)
        self.stream_controls.framed.show_value(spec.framed)
        self._read_filter(spec)

    def step(self, now: float) -> bool:
        self._delegate.utc = self.utc
        self.stream_controls.offer_framed(self._wrapped())
        return super().step(now)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        super().set_theme(theme)

    def menu_actions(self) -> Sequence[QAction]:
        own = (self.stream_controls.framed.action,) if self._wrapped() else ()
        return (*super().menu_actions(), *own, self._field.menu.menuAction())

    @property
    def _settings(self) -> InspectorSpec:
        assert isinstance(self.spec, InspectorSpec)
        return self.spec

    def _wrapped(self) -> bool:
        """Whether a dialect stands between the wire and the messages."""
        return self.watched is not None and self.watched.profile.dialect is not None

    @Slot(bool)
    def _show_framed(self, on: bool) -> None:
        self.alter(replace(self._settings, framed=on))

    @Slot(str, str)
    def _filter(self, text: str, kind: MatchKind) -> None:
        self.alter(replace(self._settings, filter=text, match=kind))
        self._read_filter(self._settings)

    def _read_filter(self, spec: InspectorSpec) -> None:
        """Filter by what the spec says; while that cannot be read, by what could be read last."""
        self._field.show_filter(spec.filter, spec.match)
        try:
            match = compile_match(spec.filter, spec.match)
        except FeedscopeError as error:
            self.set_problem(str(error))
            return
        self.set_problem("")
        if match is not None or self._match is not None:
            self._match = match
            self._delegate.match = match
            self.show_anew()
