"""The options of a feed: one chip for each group of them, which opens its fields below."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from monitor.ui.add_feed.dialect_section import DialectSection
from monitor.ui.add_feed.flow import FlowLayout
from monitor.ui.add_feed.headers_section import HeadersSection
from monitor.ui.add_feed.login_section import LoginSection
from monitor.ui.add_feed.option_section import OptionSection
from monitor.ui.add_feed.section import SectionForm
from monitor.ui.theme import Theme
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.options import OPTIONS
from monitor.workspace.adding.trouble import Section
from monitor.workspace.adding.typed_secrets import TypedSecrets

__all__ = ["ConnectionForm"]


class ConnectionForm(QWidget):
    """edited(Change), finished(), secret_typed(reference, value), forget_asked(reference) and toml_asked() as its
    sections tell them. secrets: those typed on the page."""

    edited = Signal(object)
    finished = Signal()
    secret_typed = Signal(str, str)
    forget_asked = Signal(str)
    toml_asked = Signal()

    def __init__(self, secrets: TypedSecrets, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headers = HeadersSection(secrets, theme)
        self.login = LoginSection(secrets, theme)
        self.login.forget_asked.connect(self.forget_asked)
        self.login.toml_asked.connect(self.toml_asked)
        self.sections: dict[Section, SectionForm] = {
            Section.HEADERS: self.headers,
            Section.LOGIN: self.login,
            Section.DIALECT: DialectSection(secrets),
            **{section: OptionSection(options) for section, options in OPTIONS.items()},
        }
        self.chips = {section: self._made_chip(section) for section in self.sections}
        self._says = dict.fromkeys(self.sections, False)
        self._lay_out()

    def show_draft(self, draft: Draft) -> None:
        """Show what a draft says. Chips of groups that say something are marked."""
        for section, form in self.sections.items():
            form.show_draft(draft)
            says = form.says(draft.profile)
            if says != self._says[section]:
                self._says[section] = says
                self._mark(section)
        self._offer_dialect(self.sections[Section.DIALECT].first_field() is not None)

    def open(self, section: Section, *, focus: bool = False) -> None:
        """Show the fields of a group that has some."""
        if self.chips[section].isHidden():
            return
        self.chips[section].setChecked(True)
        field = self.sections[section].first_field()
        if focus and field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_all(self) -> None:
        """Show no fields."""
        for chip in self.chips.values():
            chip.setChecked(False)

    def is_open(self, section: Section) -> bool:
        """Whether the fields of a group are shown."""
        return self.chips[section].isChecked()

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self.headers.set_theme(theme)
        self.login.set_theme(theme)

    def _made_chip(self, section: Section) -> QPushButton:
        chip = QPushButton(self._titles()[section])
        chip.setObjectName("chip")
        chip.setCheckable(True)
        chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        chip.toggled.connect(self._toggled)
        return chip

    def _titles(self) -> dict[Section, str]:
        return {
            Section.HEADERS: self.tr("headers"),
            Section.LOGIN: self.tr("authentication"),
            Section.DIALECT: self.tr("dialect"),
            Section.OPENING: self.tr("send on open"),
            Section.PROXY: self.tr("proxy"),
            Section.TLS: self.tr("TLS"),
            Section.LIMITS: self.tr("limits"),
            Section.PROTOCOL: self.tr("protocol"),
        }

    def _mark(self, section: Section) -> None:
        chip = self.chips[section]
        title = self._titles()[section]
        says = self._says[section]
        chip.setText(f"{title} \N{BULLET}" if says else title)
        chip.setAccessibleName(self.tr("%1, set").replace("%1", title) if says else title)

    def _offer_dialect(self, on: bool) -> None:
        """Plain messages, and dialects that need nothing said, have no fields."""
        chip = self.chips[Section.DIALECT]
        chip.setVisible(on)
        if not on:
            chip.setChecked(False)

    @Slot(bool)
    def _toggled(self, _on: bool) -> None:
        for section, form in self.sections.items():
            form.setVisible(self.chips[section].isChecked())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        chips = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        flow = FlowLayout(chips, gap=6)
        for chip in self.chips.values():
            flow.addWidget(chip)
        column.addWidget(chips)
        for form in self.sections.values():
            form.hide()
            form.edited.connect(self.edited)
            form.finished.connect(self.finished)
            form.secret_typed.connect(self.secret_typed)
            column.addWidget(form)
