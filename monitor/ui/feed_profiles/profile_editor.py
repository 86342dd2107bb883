"""The form of one profile, beside which its text stands."""

from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from monitor.core.errors import FeedscopeError
from monitor.feed.profile import Profile
from monitor.ui.add_feed.connection_form import ConnectionForm
from monitor.ui.add_feed.form_row import FormRow
from monitor.ui.add_feed.found_streams import FoundStreams
from monitor.ui.add_feed.section import Change, shown_problem
from monitor.ui.add_feed.toml_side import TomlSide
from monitor.ui.theme import Theme
from monitor.workspace.adding.draft import Draft
from monitor.workspace.adding.fields import FieldTable
from monitor.workspace.adding.table_rows import stream_rows
from monitor.workspace.adding.typed_secrets import TypedSecrets
from monitor.workspace.workspace import Workspace

__all__ = ["ProfileEditor"]

_NEW = Profile(name="", address="", discover=True)


class ProfileEditor(QWidget):
    """saved(slug, words): the file is written; left(): back to the list without saving. `side` stands beside it."""

    saved = Signal(str, str)
    left = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._secrets = TypedSecrets(workspace.secrets)
        self._seen = self._secrets.version
        self._draft = Draft(_NEW)
        self._fields = FieldTable(_NEW)
        self._before = _NEW
        self._file: Path | None = None
        self.side = TomlSide(theme)
        self.lines = {
            "name": QLineEdit(),
            "about": QLineEdit(),
            "needs": QLineEdit(),
            "address": QLineEdit(),
        }
        self._rows = {name: FormRow(words, self.lines[name]) for name, words in self._titles().items()}
        self.options = ConnectionForm(self._secrets, theme)
        self.streams = FoundStreams(theme)
        self.save = QPushButton(self.tr("Save"))
        self.save.setObjectName("primary")
        self._back = QPushButton(self.tr("Back to the list"))
        self._problem = QLabel()
        self._problem.setProperty("level", "bad")
        self._problem.setWordWrap(True)
        self._lay_out()
        self._connect()

    @property
    def draft(self) -> Draft:
        """The profile as it stands."""
        return self._draft

    @property
    def problem(self) -> str:
        """What keeps the profile from being saved, as shown."""
        return self._problem.text()

    def begin(self, profile: Profile = _NEW, *, file: Path | None = None, text: str = "") -> None:
        """Edit a profile. file: where it is saved, None for a new one; text: as its file has it, whole or broken."""
        self._file, self._before = file, profile
        self._take(Draft(profile))
        if text:
            self.side.show_text(text)
        else:
            self.side.show_profile(profile)
        self._show()
        self.lines["name"].setFocus()

    def refresh(self) -> None:
        """Follow where the secrets of the profile are."""
        if self._seen != self._secrets.version:
            self._seen = self._secrets.version
            self.options.show_draft(self._draft)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        for part in (self.side, self.options, self.streams):
            part.set_theme(theme)

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(object)
    def _edited(self, change: Change) -> None:
        self._take(Draft(change(self._draft.profile)))
        self.side.show_profile(self._draft.profile)
        self._show()

    @Slot(object)
    def _mapping_edited(self, change: Change) -> None:
        self._edited(partial(_settled, change))

    @Slot(object)
    def _written(self, profile: Profile) -> None:
        self._take(Draft(profile))
        self._show()

    @Slot()
    def _save(self) -> None:
        library = self._workspace.profiles
        try:
            written = self.side.written
            if written:
                file = library.save_text(written, file=self._file)
            else:
                file = library.save(self._draft.profile, file=self._file)
        except FeedscopeError as error:
            self._problem.setText(str(error))
            return
        self._secrets.keep(self._draft.profile, self._workspace.custody)
        self.saved.emit(file.stem.casefold(), self._apply())

    @Slot(str)
    def _forget_secret(self, reference: str) -> None:
        self._secrets.forget(reference, self._workspace.custody)

    def _apply(self) -> str:
        """Let feeds that are open by this profile go by it as it is now; what to say of that."""
        views = [view for view in self._workspace.feeds if view.name == self._before.name]
        for view in views:
            self._workspace.change_feed(view.feed, self._draft.profile)
        return self.tr("The open feed goes by it.") if views else ""

    # --- what is shown --------------------------------------------------------------------------------------------

    def _take(self, draft: Draft) -> None:
        if draft.profile.stream != self._draft.profile.stream:
            self._fields = FieldTable(draft.profile, like=self._fields)
        self._draft = draft

    @Slot()
    def _show(self) -> None:
        profile, broken = self._draft.profile, self.side.broken
        # A form cannot follow a text that says nothing yet, and must not write over it.
        for part in (*self.lines.values(), self.options, self.streams):
            part.setEnabled(not broken)
        for name, line in self.lines.items():
            text = getattr(profile, name)
            if not line.hasFocus() and line.text() != text:
                line.setText(text)
                line.setCursorPosition(0)
            self._rows[name].set_problem("" if broken else shown_problem(self._draft, (name,)))
        self.options.show_draft(self._draft)
        utc = self._workspace.settings.now.time_zone == "utc"
        rows = stream_rows(profile, self._fields, store=self._workspace.store, feed="", utc=utc)
        self.streams.show_rows(rows, self._draft)
        self.save.setEnabled(not self._draft.problems and not broken)
        problem = self._draft.problems[0].what if self._draft.problems else ""
        self._problem.setText(self.tr("The text does not hold together yet") if broken else problem)
        self._problem.setVisible(bool(self._problem.text()))

    def _titles(self) -> dict[str, str]:
        return {
            "name": self.tr("Name"),
            "about": self.tr("About"),
            "needs": self.tr("Needs"),
            "address": self.tr("Address"),
        }

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.textEdited.connect(partial(self._line_edited, name))
        self.options.edited.connect(self._edited)
        self.options.secret_typed.connect(self._secrets.type)
        self.options.forget_asked.connect(self._forget_secret)
        self.streams.mapping_edited.connect(self._mapping_edited)
        self.side.profile_written.connect(self._written)
        self.side.judged.connect(self._show)
        self.save.clicked.connect(self._save)
        self._back.clicked.connect(self.left)

    def _line_edited(self, name: str, text: str) -> None:
        self._edited(partial(_with_text, name, text))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self.options)
        column.addWidget(self.streams)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addWidget(self._problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.save)
        column.addLayout(foot)
        column.addStretch(1)


def _with_text(name: str, text: str, profile: Profile) -> Profile:
    return msgspec.structs.replace(profile, **{name: text})


def _settled(change: Change, profile: Profile) -> Profile:
    return msgspec.structs.replace(change(profile), discover=False)
