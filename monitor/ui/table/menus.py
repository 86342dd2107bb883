"""The menus of a table: which columns there are, and what it is sorted by."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from monitor.workspace.desk.specs.table import TableSpec
from monitor.workspace.table.columns import Column, ColumnKind, WorkedOut, hidden_or_not, sorted_by, toggled
from monitor.workspace.table.watchlist import Watchlist

__all__ = ["ChangeSpec", "fill_columns", "fill_sorting"]

ChangeSpec: TypeAlias = Callable[[TableSpec], None]
"""Told what the table shall show now."""


def fill_columns(menu: QMenu, table: Watchlist, change: ChangeSpec, judge: Callable[[Column], None]) -> None:
    """An entry for each column that can be shown or not, and what change and trend are about.

    judge: lets the user set the bands of a column.
    """
    menu.clear()
    spec, shown = table.spec, {column.sort for column in table.columns}
    for name in table.names:
        _check(menu, name, name in shown, toggled(spec, name, table.names), change)
    menu.addSeparator()
    kinds: tuple[tuple[WorkedOut, str], ...] = (("change", _tr("Change")), ("trend", _tr("Trend")), ("age", _tr("Age")))
    for kind, text in kinds:
        _check(menu, text, kind in shown, hidden_or_not(spec, kind), change)
    menu.addSeparator()
    of = menu.addMenu(_tr("Change and trend of"))
    for name in table.names:
        _check(of, name, name == table.trend_name, msgspec.structs.replace(spec, trend=name), change)
    bands = menu.addMenu(_tr("Bands of"))
    for column in table.columns:
        if column.kind is ColumnKind.VALUE:
            action = bands.addAction(f"{column.name.replace('&', '&&')}…")
            action.triggered.connect(lambda _checked=False, column=column: judge(column))
    percent = spec.change == "percent"
    other = msgspec.structs.replace(spec, change="absolute" if percent else "percent")
    _check(menu, _tr("Change in percent"), percent, other, change)
    if spec.widths:
        menu.addSeparator()
        action = menu.addAction(_tr("As wide as the texts need"))
        action.triggered.connect(lambda: change(msgspec.structs.replace(table.spec, widths=())))


def fill_sorting(menu: QMenu, table: Watchlist, headings: Sequence[str], change: ChangeSpec) -> None:
    """An entry for each column the table can be sorted by; the same again turns it round."""
    menu.clear()
    spec = table.spec
    _check(menu, _tr("As first seen"), not spec.sort, msgspec.structs.replace(spec, sort="", descending=False), change)
    menu.addSeparator()
    for column, text in zip(table.columns, headings, strict=True):
        if column.kind is not ColumnKind.TREND:
            _check(menu, text, spec.sort == column.sort, sorted_by(spec, column), change)


def _check(menu: QMenu, text: str, on: bool, then: TableSpec, change: ChangeSpec) -> QAction:
    """An entry that is ticked or not, and what the table shall show when it is chosen."""
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda: change(then))
    return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("TableMenus", text)
