"""The settings, made from their declaration: searched as one types, in force as soon as they are set."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from monitor.ui.fonts import caps_font
from monitor.ui.pages.page import Page
from monitor.ui.secrets.secrets_list import SecretsList
from monitor.ui.settings.setting_row import SettingRow
from monitor.ui.theme import Theme
from monitor.workspace.settings.described import described_settings
from monitor.workspace.settings.keeper import SettingsKeeper

__all__ = ["SettingsPage"]


class SettingsPage(Page):
    """Every declared setting, grouped. Follows the keeper, whoever changes it. secrets: shown below them."""

    def __init__(
        self, keeper: SettingsKeeper, theme: Theme, *, secrets: SecretsList | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.set_head(self.tr("Settings"), self.tr("in force as soon as they are set"))
        self._keeper = keeper
        self._version = keeper.version
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search settings"))
        self._search.setAccessibleName(self.tr("Search settings"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self.body.addWidget(self._search)
        self._groups: dict[str, QLabel] = {}
        self._rows: list[SettingRow] = []
        self.secrets = secrets
        self._none = QLabel(self.tr("No setting is called that"))
        self._none.setProperty("level", "muted")
        self._add_rows(theme)
        self._all_back = QPushButton(self.tr("Set everything back"))
        self._all_back.clicked.connect(self._set_all_back)
        self.body.addSpacing(8)
        self.body.addWidget(self._all_back, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._none)
        if secrets is not None:
            self.body.addWidget(secrets)
        self.body.addStretch(1)
        self._filter()

    @property
    def rows(self) -> list[SettingRow]:
        """The rows in order, those that are filtered out included."""
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        super().set_theme(theme)
        for row in self._rows:
            row.set_theme(theme)

    def refresh(self, now: float) -> None:
        """Follow settings that were changed elsewhere."""
        if self._version != self._keeper.version:
            self._version = self._keeper.version
            for row in self._rows:
                row.show_value(getattr(self._keeper.now, row.setting.name))

        if self.secrets is not None:
            self.secrets.refresh()

    def search(self, words: str) -> None:
        """Show the settings found by these words."""
        self._search.setText(words)

    def _add_rows(self, theme: Theme) -> None:
        for setting in described_settings():
            if setting.group not in self._groups:
                label = QLabel(setting.group.upper())
                label.setFont(caps_font())
                label.setProperty("level", "muted")
                label.setContentsMargins(0, 14, 0, 0)
                self._groups[setting.group] = label
                self.body.addWidget(label)
            row = SettingRow(setting, getattr(self._keeper.now, setting.name), theme)
            row.changed.connect(self._change)
            self._rows.append(row)
            self.body.addWidget(row)

    @Slot()
    def _filter(self) -> None:
        words = self._search.text()
        found = {row for row in self._rows if row.setting.found_by(words)}
        for row in self._rows:
            row.setVisible(row in found)
        for group, label in self._groups.items():
            label.setVisible(any(row.setting.group == group for row in found))
        listed = self.secrets is not None and self.secrets.found_by(words)
        if self.secrets is not None:
            self.secrets.setVisible(listed)
        self._none.setVisible(not found and not listed)
        self._all_back.setVisible(not words)

    @Slot(str, object)
    def _change(self, name: str, value: object) -> None:
        self._keeper.change(**{name: value})

    @Slot()
    def _set_all_back(self) -> None:
        self._keeper.change(**{row.setting.name: row.setting.default for row in self._rows})
        self.refresh(0.0)
