"""What can be said of the current field: a column's name, unit, factor and gaps, a time's unit, a key's pattern."""

import math
from functools import partial

import msgspec
from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from monitor.feed.profile import KeyRule, Profile, StreamRule
from monitor.ui.add_feed.flow import FlowLayout
from monitor.ui.add_feed.section import shown_problem
from monitor.ui.fonts import text_font
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.roles import PartKind, as_time, column_at, with_column, with_stream
from monitor.workspace.adding.table_rows import FieldRow, StreamRow

__all__ = ["FieldEditor"]

_UNITS = ("s", "ms", "us", "ns", "rfc3339")


class FieldEditor(QFrame):
    """mapping_edited(Change): the user has changed how rows are read."""

    mapping_edited = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formSection")
        self._row: FieldRow | StreamRow | None = None
        self._draft: Draft | None = None
        self.name = self._line(self.tr("Name"), 150)
        self.unit = self._line(self.tr("Unit"), 70)
        self.scale = self._line(self.tr("Factor"), 90)
        self.carry = QCheckBox(self.tr("Missing means unchanged"))
        self.carry.setFixedHeight(26)
        self.pattern = self._line(self.tr("Pattern"), 240)
        self.time_unit = QComboBox()
        self.time_unit.addItems(_UNITS)
        self.time_unit.setMinimumHeight(26)
        self.time_unit.setAccessibleName(self.tr("Unit of the time"))
        self._title = QLabel()
        self._title.setFont(text_font(weight=QFont.Weight.DemiBold))
        self._title.setFixedHeight(26)
        self._problem = QLabel()
        self._problem.setProperty("level", "bad")
        self._problem.setWordWrap(True)
        self._pairs: dict[QWidget, QWidget] = {}
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def problem(self) -> str:
        """What is wrong with the field, as shown."""
        return "" if self._problem.isHidden() else self._problem.text()

    def show_row(self, row: FieldRow | StreamRow | None, draft: Draft) -> None:
        """Show what the draft says of a row; nothing where there is nothing to say."""
        self._row, self._draft = row, draft
        kind = row.part.kind if isinstance(row, FieldRow) else None
        rule = self._rule
        self.setVisible(rule is not None and (kind is None or kind is not PartKind.UNUSED) and row is not None)
        if rule is None or row is None:
            return
        self._title.setText(row.path if isinstance(row, FieldRow) else self.tr("Stream"))
        for field, shown in (
            (self.name, kind in (None, PartKind.COLUMN)),
            (self.unit, kind is PartKind.COLUMN),
            (self.scale, kind is PartKind.COLUMN),
            (self.carry, kind is PartKind.COLUMN),
            (self.time_unit, kind is PartKind.TIME),
            (self.pattern, kind is PartKind.KEY),
        ):
            self._pairs[field].setVisible(shown)
        self._fill(row, rule)
        self._say(self._found_problem(row))

    @property
    def _rule(self) -> StreamRule | None:
        if self._draft is None or self._row is None:
            return None
        index = self._row.stream if isinstance(self._row, FieldRow) else self._row.index
        streams = self._draft.profile.stream
        return streams[index] if index < len(streams) else None

    def _fill(self, row: FieldRow | StreamRow, rule: StreamRule) -> None:
        if isinstance(row, StreamRow):
            _put(self.name, rule.name)
            return
        column = column_at(rule, row.path)
        _put(self.name, row.part.column)
        _put(self.unit, column.unit)
        _put(self.scale, f"{column.scale:g}")
        _put(self.pattern, rule.key.pattern if isinstance(rule.key, KeyRule) else "")
        with QSignalBlocker(self.carry), QSignalBlocker(self.time_unit):
            self.carry.setChecked(column.carry)
            self.time_unit.setCurrentText(row.part.unit)

    # --- what the user types --------------------------------------------------------------------------------------

    @Slot(str)
    def _name_typed(self, text: str) -> None:
        rule, row, name = self._rule, self._row, text.strip()
        if rule is None or row is None:
            return
        if not name:
            self._say(self.tr("It needs a name"))
        elif isinstance(row, StreamRow):
            self._tell(row.index, partial(_named, name))
        elif name != row.part.column and name in rule.columns:
            self._say(self.tr("There is already a column of this name"))
        else:
            self._tell(row.stream, partial(_column, row.path, {"name": name}))

    @Slot(str)
    def _unit_typed(self, text: str) -> None:
        self._column_changed(unit=text.strip())

    @Slot(str)
    def _scale_typed(self, text: str) -> None:
        try:
            scale = float(text.replace(",", "."))
        except ValueError:
            scale = math.nan
        if not math.isfinite(scale) or scale == 0.0:
            self._say(self.tr("The factor must be a number other than 0"))
        else:
            self._column_changed(scale=scale)

    @Slot(bool)
    def _carry_toggled(self, on: bool) -> None:
        self._column_changed(carry=on)

    @Slot(str)
    def _pattern_typed(self, text: str) -> None:
        if isinstance(self._row, FieldRow):
            self._tell(self._row.stream, partial(_patterned, self._row.path, text))

    @Slot(str)
    def _time_unit_chosen(self, unit: str) -> None:
        if isinstance(self._row, FieldRow):
            self._tell(self._row.stream, partial(_timed, self._row.path, unit))

    def _column_changed(self, **changes: object) -> None:
        if isinstance(self._row, FieldRow):
            self._tell(self._row.stream, partial(_column, self._row.path, changes))

    def _tell(self, stream: int, change: "partial[StreamRule]") -> None:
        self._say("")
        self.mapping_edited.emit(partial(_with_rule, stream, change))

    # --- inside ---------------------------------------------------------------------------------------------------

    def _found_problem(self, row: FieldRow | StreamRow) -> str:
        assert self._draft is not None
        if isinstance(row, StreamRow):
            return shown_problem(self._draft, ("stream", row.index))
        match row.part.kind:
            case PartKind.COLUMN:
                return shown_problem(self._draft, ("stream", row.stream, "columns", row.part.column))
            case PartKind.KEY:
                return shown_problem(self._draft, ("stream", row.stream, "key"))
            case PartKind.TIME:
                return shown_problem(self._draft, ("stream", row.stream, "time"))
            case PartKind.UNUSED:
                return ""

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.setAccessibleDescription(words)

    def _line(self, name: str, width: int) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setFixedWidth(width)
        return line

    def _connect(self) -> None:
        self.name.textEdited.connect(self._name_typed)
        self.unit.textEdited.connect(self._unit_typed)
        self.scale.textEdited.connect(self._scale_typed)
        self.carry.toggled.connect(self._carry_toggled)
        self.pattern.textEdited.connect(self._pattern_typed)
        self.time_unit.textActivated.connect(self._time_unit_chosen)

    def _lay_out(self) -> None:
        pairs = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        pairs.setSizePolicy(policy)
        flow = FlowLayout(pairs)
        flow.addWidget(self._title)
        for field in (self.name, self.unit, self.scale, self.pattern, self.time_unit):
            words = self.tr("Unit") if field is self.time_unit else field.accessibleName()
            self._pairs[field] = _pair(words, field)
            flow.addWidget(self._pairs[field])
        self._pairs[self.carry] = self.carry
        flow.addWidget(self.carry)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(5)
        column.addWidget(pairs)
        column.addWidget(self._problem)


def _pair(words: str, field: QWidget) -> QWidget:
    """A field with its label before it."""
    pair = QWidget()
    label = QLabel(words)
    label.setProperty("level", "muted")
    label.setBuddy(field)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 6, 0)
    row.setSpacing(6)
    row.addWidget(label)
    row.addWidget(field)
    return pair


def _put(field: QLineEdit, text: str) -> None:
    """Show a text, but never under the hands of somebody who types."""
    if not field.hasFocus() and field.text() != text:
        field.setText(text)


def _with_rule(stream: int, change: "partial[StreamRule]", profile: Profile) -> Profile:
    return with_stream(profile, stream, change(profile.stream[stream])) if stream < len(profile.stream) else profile


def _named(name: str, rule: StreamRule) -> StreamRule:
    return msgspec.structs.replace(rule, name=name)


def _column(path: str, changes: dict[str, object], rule: StreamRule) -> StreamRule:
    return with_column(rule, path, **changes)  # type: ignore[arg-type]


def _patterned(path: str, pattern: str, rule: StreamRule) -> StreamRule:
    return msgspec.structs.replace(rule, key=KeyRule(path, pattern) if pattern else path)


def _timed(path: str, unit: str, rule: StreamRule) -> StreamRule:
    return as_time(rule, path, unit)  # type: ignore[arg-type]
