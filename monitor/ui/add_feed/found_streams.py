"""What was found in the messages: a sentence, the table, and what can be said of the current field."""

from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from monitor.feed.profile import Profile, StreamRule
from monitor.ui.add_feed.field_editor import FieldEditor
from monitor.ui.add_feed.streams_view import StreamsView
from monitor.ui.theme import Theme
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.roles import Part, PartKind, as_column, as_key, as_time, not_used, with_stream
from monitor.workspace.adding.table_rows import FieldRow, StreamRow, found_words

__all__ = ["FoundStreams"]


class FoundStreams(QWidget):
    """mapping_edited(Change): how rows are read was changed; looked_at(stream, column): the user is at this column."""

    mapping_edited = Signal(object)
    looked_at = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Draft | None = None
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._sentence.setProperty("level", "muted")
        self._theme = theme
        self.table = StreamsView(theme)
        self.editor = FieldEditor()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addWidget(self.table)
        column.addWidget(self.editor)
        self.table.part_chosen.connect(self._part_chosen)
        self.table.current_changed.connect(self._current_changed)
        self.editor.mapping_edited.connect(self.mapping_edited)

    @property
    def sentence(self) -> str:
        """What is said above the table, without its marks."""
        return self._sentence.accessibleName()

    def show_rows(self, rows: tuple[StreamRow, ...], draft: Draft) -> None:
        """Show what was found, as the draft reads it."""
        self._draft = draft
        self.setVisible(bool(rows))
        if not rows:
            return
        self._say(draft)
        self.table.show_rows(rows)
        self.editor.show_row(self.table.current_row, draft)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.table.set_theme(theme)
        if self._draft is not None:
            self._say(self._draft)

    def _say(self, draft: Draft) -> None:
        many, told_by = found_words(draft.profile, guessed=draft.guessed)
        apart = self.tr(", told apart by %1") if told_by else ""
        end = self.tr("Checked columns move; the key and the time are guesses you can change.")
        found = self.tr("Found %1%2. %3") if draft.guessed else self.tr("%1%2. Choose what each field is.")
        template = found.replace("%2", apart and apart.replace("%1", "%4")).replace("%3", end)
        self._sentence.setAccessibleName(template.replace("%1", many).replace("%4", told_by))
        strong = f"<b style='color:{self._theme.text}'>{{}}</b>"
        marked = template.replace("%1", strong.format(escape(many))).replace("%4", strong.format(escape(told_by)))
        if marked != self._sentence.text():
            self._sentence.setText(marked)

    @Slot(object, object)
    def _part_chosen(self, row: FieldRow, part: Part) -> None:
        self.mapping_edited.emit(partial(_with_part, row.stream, row.path, part))

    @Slot(object)
    def _current_changed(self, row: FieldRow | StreamRow | None) -> None:
        if self._draft is not None:
            self.editor.show_row(row, self._draft)
        if isinstance(row, FieldRow) and row.part.kind is PartKind.COLUMN:
            self.looked_at.emit(self.table.table.rows[row.stream].name, row.part.column)


def _with_part(stream: int, path: str, part: Part, profile: Profile) -> Profile:
    if stream >= len(profile.stream):
        return profile
    return with_stream(profile, stream, _changed(profile.stream[stream], path, part))


def _changed(rule: StreamRule, path: str, part: Part) -> StreamRule:
    match part.kind:
        case PartKind.KEY:
            return as_key(rule, path)
        case PartKind.TIME:
            return as_time(rule, path, part.unit)
        case PartKind.COLUMN:
            return as_column(rule, path)
        case PartKind.UNUSED:
            return not_used(rule, path)
