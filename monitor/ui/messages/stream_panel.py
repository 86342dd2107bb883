"""A list of messages that follows what comes, and the chosen one in detail: what inspector and event log share."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from monitor.ui.messages.detail import Detail
from monitor.ui.messages.detail_splitter import DetailSplitter
from monitor.ui.messages.filter_field import FilterField
from monitor.ui.messages.following_list import FollowingList
from monitor.ui.messages.message_panel import MessagePanel
from monitor.ui.messages.note_bar import NoteBar
from monitor.ui.messages.rows_model import RowsModel
from monitor.ui.messages.stream_controls import StreamControls
from monitor.ui.panels.context import PanelContext
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import EventLogSpec, InspectorSpec
from monitor.workspace.messages.flow import Flow
from monitor.workspace.messages.kinds import previous_of_kind, telling_paths
from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.reading import View
from monitor.workspace.messages.sampling import Sampling

__all__ = ["StreamPanel", "StreamSpec"]

StreamSpec: TypeAlias = InspectorSpec | EventLogSpec

_LOOKED_BACK = 2000
"""Messages among which the one of the same kind before is looked for."""


class StreamPanel(MessagePanel):
    """A subclass says what passes (`take`) and when that changes (`show_anew`); delegate and columns are its own too.

    The list stands still while the user has scrolled away from its end, chosen a message, or frozen it.
    """

    def __init__(
        self,
        context: PanelContext,
        spec: StreamSpec,
        model: RowsModel,
        *,
        field: FilterField,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, spec, parent=parent)
        self.model = model
        self.list = FollowingList()
        self.list.show_model(model)
        self.detail = Detail(context.theme, spec.view)
        self.split = DetailSplitter(self.list, self.detail, spec.detail_share)
        self.stream_controls = StreamControls(field)
        self.controls = self.stream_controls
        self.note = NoteBar()
        self._flow: Flow[Any] | None = None
        self._sampling = Sampling()
        self._looking_back = False
        self._find = QAction(self.tr("Filter messages"), self)
        self._find.triggered.connect(self.stream_controls.take_focus)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.split, 1)
        self.setFocusProxy(self.list)
        self._connect()

    # --- for subclasses -------------------------------------------------------------------------------------------

    def take(self, entry: RawEntry) -> Any | None:
        """The row of a message, None for one that is not shown."""
        raise NotImplementedError

    def filtered(self) -> bool:
        """Whether some messages are not shown."""
        return False

    def show_anew(self) -> None:
        """`take` answers otherwise from now on."""
        if self._flow is not None:
            self._flow.show(self.take)
            self.detail.forget()
            self.split.show_detail(False)

    def set_problem(self, problem: str) -> None:
        """Say why what was typed into the filter cannot be used; "" when it can."""
        self.stream_controls.field.set_problem(problem)
        self.note.set_problem(problem)

    @property
    def stream_spec(self) -> StreamSpec:
        """The panel as it stands."""
        spec = self.spec
        assert isinstance(spec, InspectorSpec | EventLogSpec)
        return spec

    # --- what the user does ---------------------------------------------------------------------------------------

    @property
    def live(self) -> bool:
        """Whether the list moves with what comes."""
        return self._flow is None or self._flow.live

    @Slot()
    def freeze(self) -> None:
        """Let the list stand still."""
        if self._flow is not None and self._flow.live:
            self._flow.freeze()
            self.list.set_following(False)
            self._show_state()

    @Slot()
    def jump_to_live(self) -> None:
        """Show what comes, and move with it."""
        self._looking_back = False
        self.detail.forget()
        self.split.show_detail(False)
        if self._flow is not None:
            self._flow.thaw()
        self.list.set_following(True)
        self._show_state()

    @Slot()
    def toggle_freeze(self) -> None:
        """Let the list stand still, or go on."""
        if self.live:
            self.freeze()
        else:
            self.jump_to_live()

    # --- a panel --------------------------------------------------------------------------------------------------

    def log_changed(self) -> None:
        self.model.clear()
        self.detail.forget()
        self.split.show_detail(False)
        self._flow = None if self.log is None else Flow(self.log, self.take)
        self._sampling = Sampling()
        self.list.set_following(True)
        self._show_state()

    def step(self, now: float) -> bool:
        if self._flow is None:
            return False
        step = self._flow.step()
        drawn = step.anew or bool(step.fresh) or self.model.utc is not self.utc
        if drawn:
            self.model.utc = self.utc
            with self.list.changing():
                if step.anew:
                    self.model.clear()
                self.model.drop_before(step.first)
                self.model.extend(step.fresh)
            self.list.viewport().update()
        self._show_state()
        self.list.set_words(self._words_for_none())
        return drawn

    def say(self, now: float) -> None:
        self.note.set_note("" if self.log is None else self._sampling.words(self.log, now))

    def fit_controls(self, room: int) -> None:
        self.stream_controls.fit(room)

    def set_theme(self, theme: Theme) -> None:
        self.detail.set_theme(theme)
        self.stream_controls.field.set_theme(theme)
        self.list.viewport().update()

    def look_at(self, end: float | None) -> None:
        if end is None:
            if self._looking_back:
                self.jump_to_live()
            return
        self.freeze()
        self._looking_back = True
        row = self.model.row_at(end)
        self.list.scrollTo(self.model.index(max(row, 0), 0), QAbstractItemView.ScrollHint.PositionAtBottom)

    def menu_actions(self) -> Sequence[QAction]:
        return (*super().menu_actions(), self._find, self.stream_controls.freeze.action)

    def let_go(self) -> None:
        super().let_go()
        self._flow = None
        self.detail.forget()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.list.left_end.connect(self.freeze)
        self.list.end_reached.connect(self.jump_to_live)
        self.list.row_chosen.connect(self._show_row)
        self.list.live_asked.connect(self.jump_to_live)
        self.list.freeze_asked.connect(self.toggle_freeze)
        self.detail.closed.connect(self._close_detail)
        self.detail.view_chosen.connect(self._choose_view)
        self.split.share_changed.connect(self._keep_share)
        controls = self.stream_controls
        controls.frozen.connect(self._freeze_or_not)
        controls.link.live_wanted.connect(self.jump_to_live)
        controls.field.left.connect(self._back_to_list)

    def _words_for_none(self) -> str:
        if self.log is not None and self.log.taken and self.filtered():
            return self.tr("Nothing that is held passes the filter")
        return self.tr("Waiting for the first message")

    def _show_state(self) -> None:
        pending = 0 if self._flow is None else self._flow.pending
        self.stream_controls.show_state(live=self.live, fresh=pending)

    def _before(self, entry: RawEntry) -> RawEntry | None:
        if self._flow is None or self.watched is None:
            return None
        older = self._flow.held.before(entry.seq, _LOOKED_BACK)
        return previous_of_kind(entry, older, telling_paths(self.watched.profile))

    @Slot(int)
    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        self.freeze()
        self.detail.show_message(self.model.entry(row), self._before, utc=self.utc)
        self.split.show_detail(True)
        self.list.scrollTo(self.model.index(row, 0))

    @Slot()
    def _close_detail(self) -> None:
        self.split.show_detail(False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _choose_view(self, view: View) -> None:
        self.alter(replace(self.stream_spec, view=view))

    @Slot(float)
    def _keep_share(self, share: float) -> None:
        self.alter(replace(self.stream_spec, detail_share=share))

    @Slot(bool)
    def _freeze_or_not(self, on: bool) -> None:
        if on:
            self.freeze()
        else:
            self.jump_to_live()

    @Slot()
    def _back_to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
