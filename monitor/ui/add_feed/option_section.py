"""A section made from the description of its fields."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from monitor.feed.profile import Profile
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.add_feed.section import SectionForm, shown_problem
from monitor.ui.fonts import mono_font
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.json_slip import json_slip
from monitor.workspace.adding.options import NotUsable, Option

__all__ = ["OptionSection"]


class OptionSection(SectionForm):
    """One row for each option."""

    def __init__(self, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._fields = [_OptionField(option, self) for option in options]
        for field in self._fields:
            self.rows.addWidget(field.row)

    def show_draft(self, draft: Draft) -> None:
        for field in self._fields:
            field.show_draft(draft)

    def says(self, profile: Profile) -> bool:
        usual = Profile(name="", address="")
        return any(field.option.read(profile) != field.option.read(usual) for field in self._fields)

    def first_field(self) -> QWidget | None:
        return self._fields[0].input

    def field(self, title: str) -> QWidget:
        """The field of this title."""
        return next(field.input for field in self._fields if field.option.title == title)

    def problem(self, title: str) -> str:
        """What is said to be wrong with the field of this title."""
        return next(field.row.problem for field in self._fields if field.option.title == title)


class _OptionField:
    """One option as a row. `input` is what the user types into."""

    def __init__(self, option: Option, section: OptionSection) -> None:
        self.option = option
        self._section = section
        self._slip = ""
        self._dialog: QFileDialog | None = None
        self.input = self._made_input()
        about = "" if option.switch else option.about
        self.row = FormRow(option.title, self._with_button(self.input), about=about)
        self.input.setAccessibleName(option.title)
        section.watch(self.input)

    def show_draft(self, draft: Draft) -> None:
        text = self.option.read(draft.profile)
        if not self.input.hasFocus() or not self._slip:
            self._put(text)
        self.row.set_problem(self._slip or shown_problem(draft, self.option.path) or self._doubts(text))

    def _made_input(self) -> QWidget:
        option = self.option
        if option.switch:
            box = QCheckBox(option.about)
            box.toggled.connect(self._toggled)
            return box
        if option.lines > 1:
            area = QPlainTextEdit()
            area.setObjectName("messageText")
            area.setFont(mono_font())
            area.setPlaceholderText(option.example)
            area.setTabChangesFocus(True)
            area.setFixedHeight(QFontMetrics(area.font()).lineSpacing() * option.lines + 20)
            area.textChanged.connect(self._area_changed)
            return area
        line = QLineEdit()
        line.setPlaceholderText(option.example)
        line.textEdited.connect(self._typed)
        line.returnPressed.connect(self._section.finished)
        return line

    def _with_button(self, field: QWidget) -> QWidget:
        if not self.option.file:
            return field
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        button = QPushButton(self._section.tr("Choose…"))
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
            elif isinstance(field, QPlainTextEdit) and not field.hasFocus() and field.toPlainText() != text:
                field.setPlainText(text)
            elif isinstance(field, QLineEdit) and not field.hasFocus() and field.text() != text:
                field.setText(text)

    def _toggled(self, on: bool) -> None:
        self._typed("on" if on else "")
        self._section.finished.emit()

    def _area_changed(self) -> None:
        if isinstance(self.input, QPlainTextEdit):
            self._typed(self.input.toPlainText())

    def _typed(self, text: str) -> None:
        try:
            self.option.write(Profile(name="", address=""), text)
        except NotUsable as error:
            self._slip = str(error)
            self.row.set_problem(self._slip)
            return
        self._slip = ""
        self.row.set_problem("")
        self._section.edited.emit(partial(_written, self.option, text))

    def _doubts(self, text: str) -> str:
        return json_slip(text) if self.option.lines > 1 and self.option.path == ("send",) else ""

    def _choose_file(self) -> None:
        # Not modal to the program, and nothing waits for it: feeds go on.
        dialog = QFileDialog(self._section, self.option.title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pem, every = self._section.tr("PEM files (*.pem *.crt *.cer *.key)"), self._section.tr("All files (*)")
        dialog.setNameFilters([pem, every])
        dialog.fileSelected.connect(self._file_chosen)
        self._dialog = dialog
        dialog.open()

    def _file_chosen(self, file: str) -> None:
        if isinstance(self.input, QLineEdit):
            self.input.setText(file)
            self._typed(file)
            self._section.finished.emit()


def _written(option: Option, text: str, profile: Profile) -> Profile:
    try:
        return option.write(profile, text)
    except NotUsable:
        return profile
