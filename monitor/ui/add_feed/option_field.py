"""One option of a section as a row: a line, an area, a box to tick, a choice, a file, or a secret."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from monitor.feed.profile import Profile
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.add_feed.section import shown_problem
from monitor.ui.fonts import mono_font
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.json_slip import json_slip
from monitor.workspace.adding.options import NotUsable, Option
from monitor.workspace.secrets.references import name_of, placeholder, reference_in

__all__ = ["OptionField"]


class OptionField(QObject):
    """edited(Change): with every change. finished(): a choice was made, or Enter.

    input: what the user types into. row: with what is said of it. keep: takes a secret by the option's name for it,
    and tells how the profile refers to it.
    """

    edited = Signal(object)
    finished = Signal()

    def __init__(self, option: Option, *, keep: Callable[[str, str], str] | None = None) -> None:
        super().__init__()
        self.option = option
        self._keep = keep
        self._slip = ""
        self._typed_as = ""
        self._dialog: QFileDialog | None = None
        self.input = self._made_input()
        about = "" if option.switch else option.about
        self.row = FormRow(option.title, self._with_button(self.input), about=about)
        self.input.setAccessibleName(option.title)

    def show_draft(self, draft: Draft) -> None:
        """Show what a draft says, and what is wrong with it."""
        text = self.option.read(draft.profile)
        if not self.input.hasFocus() or not self._slip:
            self._put(text)
        self.row.set_problem(self._slip or shown_problem(draft, self.option.path) or self._doubts(text))

    # --- the field ------------------------------------------------------------------------------------------------

    def _made_input(self) -> QWidget:
        option = self.option
        if option.switch:
            box = QCheckBox(option.about or option.title)
            box.toggled.connect(self._toggled)
            return box
        if option.choices:
            combo = QComboBox()
            combo.setMinimumHeight(26)
            for choice in option.choices:
                combo.addItem(choice or self.tr("as the server asks"), choice)
            combo.activated.connect(self._chosen)
            return combo
        return self._made_area() if option.lines > 1 else self._made_line()

    def _made_area(self) -> QWidget:
        area = QPlainTextEdit()
        area.setObjectName("messageText")
        area.setFont(mono_font())
        area.setPlaceholderText(self.option.example)
        area.setTabChangesFocus(True)
        area.setFixedHeight(QFontMetrics(area.font()).lineSpacing() * self.option.lines + 20)
        area.textChanged.connect(self._area_changed)
        return area

    def _made_line(self) -> QWidget:
        line = QLineEdit()
        line.setPlaceholderText(self.option.example)
        if self.option.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.textEdited.connect(self._secret_typed)
        else:
            line.textEdited.connect(self._typed)
        line.returnPressed.connect(self.finished)
        return line

    def _with_button(self, field: QWidget) -> QWidget:
        if not self.option.file:
            return field
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        button = QPushButton(self.tr("Choose…"))
        button.setObjectName("small")
        button.clicked.connect(self._choose_file)
        row.addWidget(field, 1)
        row.addWidget(button)
        return both

    def _put(self, text: str) -> None:
        """Show a text without telling of it; one that means the same as what is being typed stays as it is typed."""
        field = self.input
        with QSignalBlocker(field):
            if isinstance(field, QCheckBox):
                field.setChecked(bool(text))
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(text))
            elif isinstance(field, QPlainTextEdit) and not field.hasFocus() and field.toPlainText() != text:
                field.setPlainText(text)
            elif isinstance(field, QLineEdit) and not field.hasFocus():
                self._put_line(field, text)

    def _put_line(self, field: QLineEdit, text: str) -> None:
        if self.option.secret and text and text == self._typed_as:
            return  # It stays masked as it was typed.
        reference = reference_in(text) if self.option.secret else ""
        shown = "" if reference else text
        if field.text() != shown:
            field.setText(shown)
        if self.option.secret:
            kept = self.tr("kept as %1").replace("%1", name_of(reference))
            field.setPlaceholderText(kept if reference else self.option.example)

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        self._typed("on" if on else "")
        self.finished.emit()

    @Slot()
    def _chosen(self) -> None:
        if isinstance(self.input, QComboBox):
            self._typed(str(self.input.currentData()))
            self.finished.emit()

    @Slot()
    def _area_changed(self) -> None:
        if isinstance(self.input, QPlainTextEdit):
            self._typed(self.input.toPlainText())

    @Slot(str)
    def _secret_typed(self, text: str) -> None:
        if text and self._keep is not None and not reference_in(text):
            text = placeholder(self._keep(self.option.secret, text))
        self._typed_as = text
        self._typed(text)

    @Slot(str)
    def _typed(self, text: str) -> None:
        try:
            self.option.write(Profile(name="", address=""), text)
        except NotUsable as error:
            self._slip = str(error)
            self.row.set_problem(self._slip)
            return
        self._slip = ""
        self.row.set_problem("")
        self.edited.emit(partial(_written, self.option, text))

    def _doubts(self, text: str) -> str:
        return json_slip(text) if self.option.lines > 1 and self.option.path == ("send",) else ""

    @Slot()
    def _choose_file(self) -> None:
        # Not modal to the program, and nothing waits for it: feeds go on.
        dialog = QFileDialog(self.input, self.option.title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pem, every = self.tr("PEM files (*.pem *.crt *.cer *.key)"), self.tr("All files (*)")
        dialog.setNameFilters([pem, every])
        dialog.fileSelected.connect(self._file_chosen)
        self._dialog = dialog
        dialog.open()

    @Slot(str)
    def _file_chosen(self, file: str) -> None:
        if isinstance(self.input, QLineEdit):
            self.input.setText(file)
            self._typed(file)
            self.finished.emit()


def _written(option: Option, text: str, profile: Profile) -> Profile:
    try:
        return option.write(profile, text)
    except NotUsable:
        return profile
