"""The page of feed profiles: the list with what can be done to it, or one profile as form and text side by side."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from monitor.core.errors import FeedscopeError
from monitor.feed.profiles.catalogue import Entry
from monitor.ui.card import Card
from monitor.ui.feed_profiles.profile_buttons import ProfileButtons
from monitor.ui.feed_profiles.profile_editor import ProfileEditor
from monitor.ui.feed_profiles.profile_files import ProfileFiles
from monitor.ui.feed_profiles.profiles_list import ProfilesList
from monitor.ui.feed_profiles.secret_notices import offer_to_forget, tell_what_it_needs
from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme
from monitor.workspace.profile_rows import profile_rows
from monitor.workspace.workspace import Workspace

__all__ = ["FeedProfilesPage"]

_UNDO_SECONDS = 20.0


class FeedProfilesPage(Page):
    """opened(feed): a feed was begun from a profile and is in the list of feeds."""

    opened = Signal(str)

    def __init__(self, workspace: Workspace, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._workspace = workspace
        self._library = workspace.profiles
        self._library.rescan()
        self._version = -1
        self._files = ProfileFiles(self._library, page=self)
        self.list = ProfilesList(theme)
        self.editor = ProfileEditor(workspace, theme)
        self._words = QLabel()
        self._words.setProperty("level", "bad")
        self._words.setWordWrap(True)
        self._words.hide()
        self.bar = ProfileButtons()
        self._lists = QWidget()
        self._text = Card(self.tr("Profile"), self.tr("as TOML"), body=self.editor.side)
        self._lay_out_parts()
        self._connect()
        self._show_list()
        self.refresh(workspace.wall())

    @property
    def words(self) -> str:
        """What is said above the list."""
        return self._words.text()

    def refresh(self, _now: float) -> None:
        """Follow the files and the feeds that are open."""
        rows = profile_rows(self._library.entries, self._workspace.feeds)
        if rows != self.list.rows:
            self.list.show_rows(rows)
            self._fit()
        self.editor.refresh()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.list.set_theme(theme)
        self.editor.set_theme(theme)

    def take_focus(self) -> None:
        self.list.setFocus()

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """Write a profile from nothing."""
        self._show_editor(self.tr("New profile"))
        self.editor.begin()

    @Slot(str)
    def edit(self, slug: str) -> None:
        """Change a profile; one that is shipped becomes one of the user's own."""
        entry = self._library.entry(slug)
        if entry is None:
            return
        file = self._library.own / f"{entry.slug}.toml" if entry.shipped else entry.file
        try:
            text = self._library.text_of(entry)
        except FeedscopeError as error:
            self._say(str(error))
            return
        self._show_editor(entry.name)
        if entry.profile is not None:
            self.editor.begin(entry.profile, file=file, text=text)
        else:
            self.editor.begin(file=file, text=text)

    @Slot()
    def open_current(self) -> None:
        """Begin a feed with the current profile."""
        entry = self._current_entry()
        if entry is not None and entry.profile is not None:
            self.opened.emit(self._workspace.open_feed(entry.profile))

    @Slot()
    def edit_current(self) -> None:
        """Change the current profile."""
        if self.list.current is not None:
            self.edit(self.list.current.slug)

    @Slot()
    def duplicate_current(self) -> None:
        """Make a copy of the current profile."""
        entry = self._current_entry()
        if entry is None:
            return
        try:
            self._came(self._library.duplicate(entry).stem.casefold())
        except FeedscopeError as error:
            self._say(str(error))

    @Slot()
    def delete_current(self) -> None:
        """Delete the current profile, which can be undone for a while."""
        if self.list.current is not None:
            self._delete(self.list.current.slug)

    @Slot()
    def export_current(self) -> None:
        """Choose where the current profile is written to."""
        entry = self._current_entry()
        if entry is not None:
            self._files.choose_export(entry)

    # --- inside ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def _delete(self, slug: str) -> None:
        entry = self._library.entry(slug)
        if entry is None or entry.shipped:
            return
        try:
            aside = self._library.delete(entry)
        except FeedscopeError as error:
            self._say(str(error))
            return
        offer = offer_to_forget(self._workspace, entry)
        self._workspace.notices.post(
            self.tr("The profile %1 was deleted").replace("%1", entry.name),
            now=self._workspace.wall(),
            seconds=_UNDO_SECONDS,
            level="ok",
            undo=lambda: self._bring_back(aside, offer),
        )
        self.refresh(self._workspace.wall())

    def _bring_back(self, aside: Path, offer: int) -> None:
        """Undo a deletion, also when the page is long closed."""
        library, workspace = self._library, self._workspace
        workspace.notices.dismiss(offer)
        try:
            library.restore(aside)
        except FeedscopeError as error:
            workspace.notices.post(error.what, now=workspace.wall(), level="bad")

    @Slot(str)
    def _came(self, slug: str) -> None:
        """A profile is new in the list."""
        self._say("")
        self.refresh(self._workspace.wall())
        self.list.select(slug)

    @Slot(str)
    def _came_in(self, slug: str) -> None:
        """A profile was imported: it holds no secrets, and says which it needs."""
        self._came(slug)
        entry = self._library.entry(slug)
        if entry is not None:
            tell_what_it_needs(self._workspace, entry)

    def _current_entry(self) -> Entry | None:
        return None if self.list.current is None else self._library.entry(self.list.current.slug)

    @Slot(str, str)
    def _saved(self, slug: str, words: str) -> None:
        self._workspace.notices.post(
            self.tr("The profile was saved"), now=self._workspace.wall(), advice=words, level="ok", seconds=6.0
        )
        self._show_list()
        self._came(slug)

    @Slot(str)
    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    @Slot()
    def _fit(self) -> None:
        self.bar.fit(self.list.current)

    @Slot()
    def _show_list(self) -> None:
        self.set_head(self.tr("Feed profiles"), self.tr("your own and those that come with Feedscope"))
        self.editor.hide()
        self._text.hide()
        self._lists.show()
        self.list.setFocus()

    def _show_editor(self, name: str) -> None:
        self._say("")
        self.set_head(self.tr("Feed profile"), name)
        self._lists.hide()
        self.editor.show()
        self._text.show()

    def _connect(self) -> None:
        bar = self.bar
        bar.add.connect(self.add)
        bar.take_in.connect(self._files.choose_import)
        bar.open.connect(self.open_current)
        bar.edit.connect(self.edit_current)
        bar.duplicate.connect(self.duplicate_current)
        bar.export.connect(self.export_current)
        bar.delete.connect(self.delete_current)
        self._files.taken_in.connect(self._came_in)
        self._files.failed.connect(self._say)
        self.list.edit_asked.connect(self.edit)
        self.list.delete_asked.connect(self._delete)
        self.list.current_changed.connect(self._fit)
        self.editor.saved.connect(self._saved)
        self.editor.left.connect(self._show_list)

    def _lay_out_parts(self) -> None:
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self._words)
        column.addWidget(self.list)
        self.body.addWidget(self._lists)
        self.body.addWidget(self.editor)
        self.body.addStretch(1)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.setDirection(QBoxLayout.Direction.LeftToRight)
        layout.setSpacing(8)
        layout.setStretch(0, 1)
        layout.addWidget(self._text, 1)
