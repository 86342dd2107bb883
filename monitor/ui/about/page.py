"""What this program is, what it runs on and where it keeps things; all of it can be copied for a bug report."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from monitor import __version__
from monitor.ui.about.fact_row import FactRow
from monitor.ui.about.licences import LICENCES
from monitor.ui.about.window_facts import window_facts
from monitor.ui.app_icon import app_picture
from monitor.ui.fonts import caps_font, text_font
from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme
from monitor.workspace.about.facts import Fact, as_text, place_facts, version_facts
from monitor.workspace.keeping.places import places

__all__ = ["AboutPage"]

_ICON = 56
_BETWEEN = 18


class AboutPage(Page):
    """Made of facts: `text` is what the button copies, the user's own folder written "~"."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_head(self.tr("About Feedscope"), self.tr("versions, folders and licences"))
        versions = version_facts(more=window_facts())
        kept = places(os.environ)
        folders = place_facts(kept)
        self.text = as_text((*versions, *folders), home=Path.home())
        self.copy = QPushButton(self.tr("Copy for a bug report"))
        self.copy.setObjectName("primary")
        self.copy.clicked.connect(self._copy)
        self._copied = QLabel(self.tr("Copied"))
        self._copied.setProperty("level", "muted")
        self._copied.hide()
        self.body.addLayout(self._made_top())
        self._add_section(self.tr("Versions"), versions[1:])
        self._add_section(self.tr("Folders, beside the program") if kept.portable else self.tr("Folders"), folders)
        self._add_licences()
        self.body.addStretch(1)

    def take_focus(self) -> None:
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made_top(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(app_picture(_ICON, scale=self.devicePixelRatioF()))
        title = QLabel(self.tr("Feedscope %1").replace("%1", __version__))
        title.setFont(text_font(20, weight=QFont.Weight.DemiBold))
        what = QLabel(self.tr("An oscilloscope for live data over WebSocket"))
        what.setProperty("level", "muted")
        what.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(title)
        words.addWidget(what)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.copy)
        buttons.addWidget(self._copied, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(mark)
        row.addLayout(words, 1)
        row.addLayout(buttons)
        return row

    def _add_section(self, title: str, facts: Sequence[Fact]) -> None:
        self._add_title(title)
        for fact in facts:
            self.body.addWidget(FactRow(fact))

    def _add_title(self, title: str) -> None:
        head = QLabel(title.upper())
        head.setFont(caps_font())
        head.setProperty("level", "muted")
        head.setContentsMargins(0, _BETWEEN, 0, 2)
        self.body.addWidget(head)

    def _add_licences(self) -> None:
        self._add_title(self.tr("Licences"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        half = (len(LICENCES) + 1) // 2
        for place, (part, licence) in enumerate(LICENCES):
            name, terms = QLabel(part), QLabel(licence)
            terms.setProperty("level", "muted")
            column, row = divmod(place, half)
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(terms, row, 2 * column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._copied.show()
