"""Where a message is written: the field, how it is read, what it lacks, and the button that sends it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.core.secrecy import looks_secret
from monitor.ui.console.blanks_form import BlanksForm
from monitor.ui.console.message_field import MessageField
from monitor.ui.console.repeat_controls import RepeatControls
from monitor.ui.console.templates_chip import TemplatesChip
from monitor.ui.elided_label import ElidedLabel
from monitor.ui.fonts import text_font
from monitor.ui.messages.choice import Choice
from monitor.ui.theme import Theme
from monitor.workspace.desk.specs.messages import ConsoleSpec, Template
from monitor.workspace.messages.composing import Draft, Mode, compose, named_slots

__all__ = ["Composer"]

_MOST_TEMPLATES = 50


class Composer(QWidget):
    """altered(fields): these fields of the spec have changed. send_asked(): the message as it stands is to be sent.

    known: what the profile of the feed knows of `${…}`.
    """

    altered = Signal(object)
    send_asked = Signal()

    def __init__(self, spec: ConsoleSpec, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._known: Mapping[str, str] = {}
        self._refusal = ""
        self._queue = ""
        self.draft = Draft()
        self.field = MessageField(theme)
        self.modes = Choice(
            (
                ("json", self.tr("JSON"), self.tr("The message is JSON, and checked")),
                ("text", self.tr("Text"), self.tr("The message is any text")),
                ("hex", self.tr("Hex"), self.tr("The message is bytes in hexadecimal digits")),
            ),
            spec.mode,
        )
        self.templates = TemplatesChip(spec.templates)
        self.name = QLineEdit()
        self.blanks = BlanksForm()
        self._problem = ElidedLabel()
        self.repeat = RepeatControls(spec.seconds)
        self.send = QPushButton(self.tr("Send"))
        self._lay_out()
        self._connect()
        self.show_spec(spec)

    def show_spec(self, spec: ConsoleSpec) -> None:
        """Compose as the spec says; what is being written stays."""
        self._spec = spec
        self.modes.show_value(spec.mode)
        self.templates.show_templates(spec.templates)
        self.field.set_history(spec.history)
        self.repeat.show_seconds(spec.seconds)
        self._compose()

    def set_known(self, known: Mapping[str, str]) -> None:
        """What `${…}` stand for without being asked for."""
        if known != self._known:
            self._known = known
            self._compose()

    def set_refusal(self, refusal: str) -> None:
        """Why nothing can be sent now, "" when it can."""
        if refusal != self._refusal:
            self._refusal = refusal
            self._show_state()

    def set_queue(self, queue: str) -> None:
        """What waits to be sent, and what was not sent, "" when there is nothing to say."""
        if queue != self._queue:
            self._queue = queue
            self._show_state()

    @property
    def words(self) -> str:
        """What is said below the field."""
        return self._problem.text()

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through: the field first, since whoever comes to the console comes there."""
        ways = self.modes.chips
        return (self.field, *ways, self.templates, self.name, self.repeat.chip, self.repeat.field, self.send)

    def set_theme(self, theme: Theme) -> None:
        """Restyle what paints itself."""
        self.field.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.name.isHidden():
            self._end_naming()
        else:
            super().keyPressEvent(event)

    # --- composing ------------------------------------------------------------------------------------------------

    @Slot()
    def _compose(self) -> None:
        text, mode = self.field.toPlainText(), self._spec.mode
        kept = dict(self._spec.values)
        wanted = [] if mode == "hex" else [name for name in named_slots(text) if name not in self._known]
        self.blanks.show_names(wanted, kept)
        self.draft = compose(text, mode, {**self._known, **self.blanks.values})
        self.field.mark(self.draft.at)
        self.templates.allow_saving(bool(text.strip()))
        self._show_state()

    def _show_state(self) -> None:
        wrong = self.draft.problem
        lacking = self.tr("Fill in %1").replace("%1", ", ".join(self.draft.blanks)) if self.draft.blanks else ""
        words = wrong or self._refusal or lacking or self._queue
        self._problem.setProperty("level", "bad" if wrong else "muted")
        self._problem.style().unpolish(self._problem)
        self._problem.style().polish(self._problem)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        ready = self.draft.message is not None and not self._refusal
        self.send.setEnabled(ready)
        self.repeat.chip.setEnabled(ready or self.repeat.chip.isChecked())

    @Slot()
    def _blanks_edited(self) -> None:
        kept = dict(self._spec.values) | self.blanks.values
        safe = tuple((name, value) for name, value in kept.items() if not looks_secret(name))
        self._alter(values=safe)
        self._compose()

    @Slot(object)
    def _choose_mode(self, mode: Mode) -> None:
        self._alter(mode=mode)
        self._compose()

    @Slot(float)
    def _keep_seconds(self, seconds: float) -> None:
        self._alter(seconds=seconds)

    def _alter(self, **fields: object) -> None:
        self.altered.emit(fields)

    # --- templates ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _use(self, template: Template) -> None:
        self.field.put(template.text)
        if template.seconds is not None:
            self._alter(seconds=template.seconds)
            self.repeat.show_seconds(template.seconds)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _begin_naming(self) -> None:
        self.name.clear()
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _save(self) -> None:
        name = self.name.text().strip()
        if name:
            going = self.repeat.seconds if self.repeat.chip.isChecked() else None
            kept = [template for template in self._spec.templates if template.name != name]
            made = Template(name, self.field.toPlainText(), going)
            self._alter(templates=(*kept, made)[-_MOST_TEMPLATES:])
        self._end_naming()

    def _end_naming(self) -> None:
        self.name.hide()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _remove(self, template: Template) -> None:
        self._alter(templates=tuple(each for each in self._spec.templates if each != template))

    # --- layout ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.name.setPlaceholderText(self.tr("Name of the template"))
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.name.setFont(text_font(12))
        self.name.hide()
        self._problem.setFont(text_font(12))
        self.send.setObjectName("primary")
        self.send.setToolTip(self.tr("Send the message (Ctrl+Enter)"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.modes)
        head.addWidget(self.templates)
        head.addWidget(self.name, 1)
        head.addStretch()
        said = QHBoxLayout()
        said.addWidget(self._problem)
        said.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.repeat, 1)
        foot.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.blanks)
        column.addLayout(said)
        column.addLayout(foot)
        self.setFocusProxy(self.field)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._compose)
        self.field.send_asked.connect(self.send_asked)
        self.send.clicked.connect(self.send_asked)
        self.blanks.edited.connect(self._blanks_edited)
        self.blanks.send_asked.connect(self.send_asked)
        self.modes.chosen.connect(self._choose_mode)
        self.templates.chosen.connect(self._use)
        self.templates.removed.connect(self._remove)
        self.templates.save_asked.connect(self._begin_naming)
        self.name.returnPressed.connect(self._save)
        self.repeat.seconds_changed.connect(self._keep_seconds)
