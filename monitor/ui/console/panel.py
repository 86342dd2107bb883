"""The console: messages written by hand, sent to a feed once or again and again, and their replies."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from monitor.ui.charts.chips import ChipRow, SwitchChip
from monitor.ui.console.composer import Composer
from monitor.ui.console.reply_editor import ReplyEditor
from monitor.ui.console.transcript_delegate import TranscriptDelegate
from monitor.ui.console.transcript_model import TranscriptModel
from monitor.ui.messages.detail import Detail
from monitor.ui.messages.detail_splitter import DetailSplitter
from monitor.ui.messages.following_list import FollowingList
from monitor.ui.messages.message_panel import FeedSpec, MessagePanel
from monitor.ui.panels.context import PanelContext
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import ConsoleSpec
from monitor.workspace.messages.composing import known_values
from monitor.workspace.messages.history import remembered
from monitor.workspace.messages.raw_log import RawEntry
from monitor.workspace.messages.replies import ReplyRule
from monitor.workspace.messages.sending import Repeat
from monitor.workspace.messages.transcript import Transcript

__all__ = ["ConsolePanel"]


class ConsolePanel(MessagePanel):
    """Shows what a ConsoleSpec says. What it repeats goes on while it is hidden, and ends with it."""

    def __init__(self, context: PanelContext, spec: ConsoleSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(context, spec, parent=parent)
        self.composer = Composer(spec, context.theme)
        self.list = FollowingList()
        self.model = TranscriptModel(parent=self)
        self.list.show_model(self.model)
        self._delegate = TranscriptDelegate(context.theme, parent=self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("Transcript"))
        self.list.setAccessibleDescription(self.tr("What was sent to the feed, each message with its replies below it"))
        self.detail = Detail(context.theme, "pretty")
        self.split = DetailSplitter(self.list, self.detail, 0.5)
        self._every = SwitchChip(self.tr("Show all"), self.tr("Show messages that are no reply too"), spec.every)
        self._every.switched.connect(self._show_every)
        self._chips = ChipRow()
        self._chips.take([self._every])
        self.controls = self._chips
        self._replies = QAction(self.tr("Replies…"), self)
        self._replies.triggered.connect(self.edit_replies)
        self._rule = ReplyRule(spec.reply_id)
        self._transcript: Transcript | None = None
        self._version = -1
        self._repeat: Repeat | None = None
        self._lay_out()
        self._connect()

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot()
    def send(self) -> None:
        """Send the message as it stands."""
        draft = self.composer.draft
        if draft.blanks:
            self.composer.blanks.take_focus()
        if draft.message is None or self._refusal():
            return
        spec = self._settings
        self.context.workspace.sending.send(spec.feed, draft.message, reply=self._rule.texts(draft.message))
        self._take_fields({"history": remembered(spec.history, self.composer.field.toPlainText())})
        self.list.set_following(True)

    @Slot()
    def edit_replies(self) -> None:
        """Let the user say how replies are told."""
        editor = ReplyEditor(self._settings.reply_id, parent=self)
        editor.changed.connect(self._match_by)
        editor.open_at(self.mapToGlobal(QPoint(12, 8)))

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        return self.tr("Console")

    def log_changed(self) -> None:
        self._end_repeat()
        self._begin_transcript()

    def spec_shown(self, old: FeedSpec) -> None:
        self.composer.show_spec(self._settings)
        self._every.show_value(self._settings.every)
        self._rule = ReplyRule(self._settings.reply_id)
        self._begin_transcript()

    def step(self, now: float) -> bool:
        self.composer.set_refusal(self._refusal())
        line = self.context.workspace.line(self._settings.feed)
        self.composer.set_queue("" if line is None else line.sending)
        self.composer.repeat.show_repeat(self._repeat)
        if self.watched is not None:
            self.composer.set_known(known_values(self.watched.profile))
        transcript = self._transcript
        if transcript is None:
            return False
        transcript.advance()
        if transcript.version == self._version and self.model.utc is self.utc:
            return False
        self._version = transcript.version
        self.model.utc = self._delegate.utc = self.utc
        with self.list.changing():
            self.model.show_rows(transcript.rows)
        self.list.viewport().update()
        return True

    def fit_controls(self, room: int) -> None:
        self._chips.fit(room)

    def set_theme(self, theme: Theme) -> None:
        self.composer.set_theme(theme)
        self._delegate.set_theme(theme)
        self.detail.set_theme(theme)
        self.list.viewport().update()

    def menu_actions(self) -> Sequence[QAction]:
        return (*super().menu_actions(), *self._chips.actions_of(), self._replies)

    def let_go(self) -> None:
        self._end_repeat()
        super().let_go()

    # --- inside ---------------------------------------------------------------------------------------------------

    @property
    def _settings(self) -> ConsoleSpec:
        assert isinstance(self.spec, ConsoleSpec)
        return self.spec

    def _refusal(self) -> str:
        """Why nothing can be sent to the feed now, "" when it can."""
        line = self.context.workspace.line(self._settings.feed)
        if line is None:
            return self.tr("The feed is not open")
        return "" if line.state.connected else self.tr("Not connected: %1").replace("%1", line.words)

    def _begin_transcript(self) -> None:
        log = self.log
        self._transcript = None if log is None else Transcript(log, self._rule, every=self._settings.every)
        self._version = -1
        self.model.show_rows(())
        self.list.set_following(True)
        self.list.set_words(self.tr("What you send, and what the feed answers, is listed here"))
        self._close_detail()

    def _end_repeat(self) -> None:
        if self._repeat is not None:
            self.context.workspace.sending.stop(self._repeat)
            self._repeat = None
        self.composer.repeat.show_repeat(None)

    @Slot(object)
    def _take_fields(self, fields: dict[str, object]) -> None:
        self.alter(replace(self._settings, **fields))
        self.composer.show_spec(self._settings)

    @Slot(bool)
    def _switch_repeat(self, on: bool) -> None:
        sending, message = self.context.workspace.sending, self.composer.draft.message
        if self._repeat is not None:
            sending.stop(self._repeat)
        if on and message is not None and not self._refusal():
            self._repeat = sending.repeat(
                self._settings.feed,
                message,
                seconds=self.composer.repeat.seconds,
                now=self.context.workspace.monotonic(),
                reply=self._rule.texts(message),
            )
        self.composer.repeat.show_repeat(self._repeat)

    @Slot(bool)
    def _show_every(self, on: bool) -> None:
        self.alter(replace(self._settings, every=on))
        self._begin_transcript()

    @Slot(str)
    def _match_by(self, path: str) -> None:
        self.alter(replace(self._settings, reply_id=path))
        self._rule = ReplyRule(path)
        self._begin_transcript()

    @Slot(int)
    def _show_row(self, row: int) -> None:
        if row >= 0:
            self.detail.show_message(self.model.entry(row), _nothing, utc=self.utc)
            self.split.show_detail(True)

    @Slot()
    def _close_detail(self) -> None:
        self.detail.forget()
        self.split.show_detail(False)

    @Slot()
    def _leave_end(self) -> None:
        self.list.set_following(False)

    @Slot()
    def _go_to_end(self) -> None:
        self._close_detail()
        self.list.set_following(True)
        self.list.scrollToBottom()

    @Slot(object)
    def _add_to_menu(self, menu: QMenu) -> None:
        action = menu.addAction(self.tr("Write it again"), self._write_again)
        action.setEnabled(len(self.list.selected_rows) == 1)

    @Slot()
    def _write_again(self) -> None:
        rows = self.list.selected_rows
        if len(rows) == 1:
            self.composer.field.put(self.model.copied(rows[0]))
            self.composer.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        line = QFrame()
        line.setObjectName("ruleLine")
        line.setFixedHeight(1)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.split, 1)
        column.addWidget(line)
        column.addWidget(self.composer)
        self.setFocusProxy(self.composer)
        # Qt takes whoever comes by Tab to the field, past what lies before it.
        for before, after in pairwise((*self.composer.in_order, self.list)):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.composer.altered.connect(self._take_fields)
        self.composer.send_asked.connect(self.send)
        self.composer.repeat.switched.connect(self._switch_repeat)
        self.list.left_end.connect(self._leave_end)
        self.list.end_reached.connect(self._go_to_end)
        self.list.live_asked.connect(self._go_to_end)
        self.list.row_chosen.connect(self._show_row)
        self.list.menu_opening.connect(self._add_to_menu)
        self.detail.closed.connect(self._close_detail)


def _nothing(_entry: RawEntry) -> None:
    """Messages sent by hand are not compared."""
