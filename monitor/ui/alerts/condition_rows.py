"""The lines of a form for each kind of condition, and back from what they hold to the condition."""

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from monitor.alerts.rule import Change, Condition
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.alerts.fields import NumberField, SpanField
from monitor.ui.alerts.series_field import FeedField, SeriesField
from monitor.ui.charts.chips import ChoiceChip
from monitor.ui.theme import Theme
from monitor.workspace.alerts.kinds import Kind, kind_of
from monitor.workspace.workspace import Workspace

__all__ = ["ConditionRows"]

_PERCENT = 100.0


class ConditionRows(QObject):
    """The lines for one condition. edited(): the user has changed something.

    rows: in order, each under the name of the field of the condition that is wrong where it shows a problem.
    """

    edited = Signal()

    def __init__(self, condition: Condition, workspace: Workspace, theme: Theme, *, parent: QObject) -> None:
        super().__init__(parent)
        self._condition = condition
        self._workspace = workspace
        self._theme = theme
        self._fields: dict[str, Any] = {}
        self.rows: dict[str, FormRow] = {}
        self._build()

    @property
    def condition(self) -> Condition:
        """What the lines say."""
        values = {name: _read(field) for name, field in self._fields.items()}
        if isinstance(self._condition, Change) and values["relative"]:
            values["amount"] /= _PERCENT
        return msgspec.structs.replace(self._condition, **values)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, by the name of the field."""
        for name, row in self.rows.items():
            row.set_problem(next((text for field, text in problems.items() if field in name.split()), ""))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours from now on."""
        for field in self._fields.values():
            if isinstance(field, SeriesField):
                field.set_theme(theme)

    def _build(self) -> None:
        match kind_of(self._condition):
            case Kind.THRESHOLD:
                self._series()
                sides = [("above", self.tr("above")), ("below", self.tr("below"))]
                self._line(
                    self.tr("Is"),
                    {"side": self._choice(self.tr("Side"), sides, "side"), "value": self._number("value")},
                )
                back = self.tr("It goes off only once the value is back by so much; 0 for at once")
                self._line(self.tr("Back by"), {"hysteresis": self._number("hysteresis")}, about=back)
            case Kind.CHANGE:
                self._change()
            case Kind.CROSSING:
                self._series()
                ways = [
                    ("either", self.tr("crosses")),
                    ("up", self.tr("crosses to above")),
                    ("down", self.tr("crosses to below")),
                ]
                self._line(self.tr("It"), {"direction": self._choice(self.tr("Direction"), ways, "direction")})
                self._series("other", self.tr("Other series"))
                while_ = self.tr("A crossing either way counts for so long; one to above or below until it is undone")
                self._line(self.tr("Counts for"), {"seconds": self._span("seconds")}, about=while_)
            case Kind.BAND:
                self._series()
                about = self.tr("Standard deviations off the mean that make a value unusual")
                self._line(self.tr("Off by"), {"deviations": self._number("deviations")}, about=about)
                self._line(self.tr("Learned from the last"), {"seconds": self._span("seconds")})
            case Kind.SILENT_KEY:
                self._series()
                self._line(self.tr("Silent for"), {"seconds": self._span("seconds")})
            case Kind.SILENT_FEED:
                self._feed()
                self._line(self.tr("Silent for"), {"seconds": self._span("seconds")})
            case Kind.GAP:
                self._feed()
            case Kind.MATCH:
                self._match()

    def _change(self) -> None:
        self._series()
        ways = [("either", self.tr("moves")), ("up", self.tr("rises")), ("down", self.tr("falls"))]
        units = [(True, self.tr("%")), (False, self.tr("in its own unit"))]
        amount = self._number("amount")
        if isinstance(self._condition, Change) and self._condition.relative:
            amount.show_value(round(self._condition.amount * _PERCENT, 12))
        parts = {
            "direction": self._choice(self.tr("Direction"), ways, "direction"),
            "amount": amount,
            "relative": self._choice(self.tr("Unit"), units, "relative"),
        }
        self._line(self.tr("It"), parts)
        self._line(self.tr("Within"), {"seconds": self._span("seconds")})

    def _match(self) -> None:
        self._feed()
        kinds = [
            ("text", self.tr("holds the text")),
            ("regex", self.tr("fulfils the regular expression")),
            ("path", self.tr("has at a path")),
        ]
        kind = self._choice(self.tr("How"), kinds, "kind")
        kind.chosen.connect(self._see_path)
        self._line(self.tr("A message"), {"kind": kind})
        self._line(self.tr("Path"), {"path": self._text("path", "data.event")})
        self._line(self.tr("Text"), {"text": self._text("text", "")}, about=self.tr("At a path, * stands for any text"))
        self._line(self.tr("Counts for"), {"seconds": self._span("seconds")})
        self._see_path()

    @Slot()
    def _see_path(self) -> None:
        self.rows["path"].setVisible(self._fields["kind"].value == "path")

    # --- fields ---------------------------------------------------------------------------------------------------

    def _series(self, name: str = "series", title: str = "") -> None:
        title = title or self.tr("Series")
        field = SeriesField(self._workspace, self._theme, getattr(self._condition, name), title)
        field.edited.connect(self.edited)
        self._line(title, {name: field})

    def _feed(self) -> None:
        field = FeedField(self._workspace, getattr(self._condition, "feed", ""), self.tr("Feed"))
        field.chosen.connect(self.edited)
        self._line(self.tr("Feed"), {"feed": field})

    def _number(self, name: str) -> NumberField:
        field = NumberField(getattr(self._condition, name), name)
        field.edited.connect(self.edited)
        return field

    def _span(self, name: str) -> SpanField:
        field = SpanField(getattr(self._condition, name), name)
        field.edited.connect(self.edited)
        return field

    def _text(self, name: str, example: str) -> QLineEdit:
        field = QLineEdit(getattr(self._condition, name))
        field.setPlaceholderText(example)
        field.textEdited.connect(self.edited)
        return field

    def _choice(self, tip: str, choices: list[tuple[Any, str]], name: str) -> ChoiceChip:
        field = ChoiceChip(tip, choices, getattr(self._condition, name))
        field.chosen.connect(self.edited)
        return field

    def _line(self, title: str, fields: Mapping[str, QWidget], *, about: str = "") -> None:
        """One line with these fields side by side."""
        self._fields.update(fields)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, field in fields.items():
            row.addWidget(
                field, 1 if isinstance(field, QLineEdit) and not isinstance(field, NumberField | SpanField) else 0
            )
            if len(fields) == 1 or isinstance(field, NumberField | SpanField):
                field.setAccessibleName(title if name not in ("value", "amount") else self.tr("Value"))
        if not any(type(field) is QLineEdit for field in fields.values()):
            row.addStretch(1)
        self.rows[" ".join(fields)] = FormRow(title, holder, about=about)


def _read(field: Any) -> Any:
    match field:
        case SeriesField():
            return field.series
        case QLineEdit() if type(field) is QLineEdit:
            return field.text()
        case _:
            return field.value
