"""The page: an address, what comes of it, how it is read, and saving it as a feed."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from monitor.core.errors import AddressError, FeedscopeError
from monitor.feed.profile import Profile
from monitor.ui.add_feed.form_column import FormColumn
from monitor.ui.add_feed.renaming import renamed
from monitor.ui.add_feed.section import Change
from monitor.ui.add_feed.side import Side
from monitor.ui.pages.page import Page
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.theme import Theme
from monitor.workspace.adding.adding import Adding
from monitor.workspace.adding.intent import Intent, address_slip, intent_of
from monitor.workspace.adding.typed_secrets import Place
from monitor.workspace.secrets.references import reference_in
from monitor.workspace.workspace import Workspace

__all__ = ["AddFeedPage"]

_NARROW = 820
"""Pixels below which what stands beside the form goes below it."""


class AddFeedPage(Page):
    """saved(feed): the feed is in the list now. Closing without saving lets the trial go.

    Call `begin` with an address, a name or nothing, or `edit` with the id of a feed that runs. `frame` draws the
    preview at display rate; everything else follows with `refresh`.
    """

    saved = Signal(str)

    def __init__(
        self, workspace: Workspace, theme: Theme, *, cursor: TimeCursor | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self._workspace = workspace
        self._adding = Adding(workspace)
        self._version = (-1, -1)
        self._column = ("", "")
        self.form = FormColumn(workspace, self._adding.secrets, theme)
        self.side = Side(PanelContext(workspace, theme, cursor or TimeCursor(self)))
        self._lay_out_parts()
        self._connect()
        self._say_what_it_is()
        self._edited("")

    # --- for the window -------------------------------------------------------------------------------------------

    def begin(self, text: str = "") -> None:
        """Begin to add what a text means: an address is tried at once, a name is looked up in the catalogue."""
        self.form.address.set_text(text)
        self._edited(text)
        if intent_of(text) in (Intent.ADDRESS, Intent.PERHAPS):
            self._try_address(text)

    @Slot(str)
    def begin_profile(self, slug: str) -> None:
        """Begin to add a profile of the catalogue or of the user's own."""
        entry = self._workspace.profiles.entry(slug)
        if entry is not None and entry.profile is not None:
            self._adding.begin_profile(entry.profile)
            self._show_begun("")

    def edit(self, feed: str) -> None:
        """Change a feed that is in the list."""
        self._adding.begin_feed(feed)
        self._say_what_it_is()
        self._show_begun("")

    @property
    def adding(self) -> Adding:
        """What is being added."""
        return self._adding

    def frame(self, now: float) -> bool:
        """Draw the preview at `now` (wall seconds); answers whether anything was drawn."""
        return not self.side.shows_toml and self.side.preview.frame(now)

    def refresh(self, now: float) -> None:
        """Bring everything else up to date, a few times a second."""
        adding = self._adding
        adding.refresh()
        version = adding.version, adding.secrets.version
        if self._version != version:
            self._version = version
            self._show_draft()
        self.form.show_progress(adding, now)
        self.form.show_found(adding)
        utc = self._workspace.settings.now.time_zone == "utc"
        waiting = self.tr("Nothing has come yet.") if adding.feed else ""
        self.side.messages.show_log(adding.log, utc=utc, words=waiting)
        stream, column = self._column
        self.side.preview.follow(adding.feed, rereads=adding.rereads, stream=stream, column=column)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.form.set_theme(theme)
        self.side.set_theme(theme)

    def take_focus(self) -> None:
        self.form.address.field.setFocus()
        self.form.address.field.selectAll()

    def let_go(self) -> None:
        """Let go of the trial and of everything that is watched for the page."""
        self._adding.drop()
        self.side.preview.let_go()

    # --- Qt -------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self.let_go()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            narrow = self.width() < _NARROW
            layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(str)
    def _edited(self, text: str) -> None:
        """The text in the address field is another one."""
        intent = intent_of(text)
        self.form.address.set_note(address_slip(text) if intent is Intent.ADDRESS else "", level="muted")
        if not self._adding.editing:
            if intent is Intent.NOTHING:
                self._adding.drop()
            self.form.search("" if intent is Intent.ADDRESS else text)
        self._show_mode()

    @Slot(str)
    def _settled(self, text: str) -> None:
        if self._adding.editing or intent_of(text) is Intent.ADDRESS:
            self._try_address(text)

    @Slot()
    def _entered(self) -> None:
        if not self.form.choosing:
            if self._adding.draft.profile.stream and self.form.save_line.save.isEnabled():
                self._save()
            return
        intent = intent_of(self.form.address.text)
        if intent is not Intent.ADDRESS and self.form.cards.current:
            self.form.cards.choose_current()
        elif intent is Intent.PERHAPS:
            self._try_address(self.form.address.text)

    def _try_address(self, text: str) -> None:
        if text.strip() == self._adding.draft.profile.address and self._adding.feed:
            return
        try:
            if self._adding.editing:
                self._adding.move_to(text)
            else:
                self._adding.begin_address(text)
        except AddressError:
            self.form.address.set_note(address_slip(text))
            return
        hidden = reference_in(self._adding.draft.profile.address) and not reference_in(text)
        if self._adding.secrets.usual_place is Place.KEYCHAIN:
            note = self.tr("The secret in the address goes into the keychain when the feed is saved, and into no file.")
        else:
            note = self.tr("The secret in the address is kept for this run only, and in no file.")
        self._show_begun(note if hidden else "")

    @Slot(object)
    def _option_edited(self, change: Change) -> None:
        self._adding.edit(change)
        self._show_draft()

    @Slot(object)
    def _mapping_edited(self, change: Change) -> None:
        self._adding.edit_mapping(change)
        self.refresh(self._workspace.wall())

    @Slot(str)
    def _named(self, name: str) -> None:
        self._option_edited(renamed(name))

    @Slot(str, str)
    def _looked_at(self, stream: str, column: str) -> None:
        self._column = (stream, column)

    @Slot(object)
    def _written(self, profile: Profile) -> None:
        self._adding.replace(profile)
        self.form.address.set_text(profile.address)

    @Slot(str)
    def _forget_secret(self, reference: str) -> None:
        self._adding.secrets.forget(reference, self._workspace.custody)

    @Slot()
    def _edit_toml(self) -> None:
        self.form.save_line.toml.setChecked(True)

    @Slot()
    def _save(self) -> None:
        try:
            feed, _ = self._adding.save()
        except FeedscopeError as error:
            self.form.save_line.say(str(error))
            return
        self.saved.emit(feed)
        self.closed.emit()

    # --- what is shown --------------------------------------------------------------------------------------------

    def _show_begun(self, note: str) -> None:
        """Another feed is being added, or edited."""
        self.form.address.set_text(self._adding.draft.profile.address)
        self.form.address.set_note(note, level="muted")
        self.form.options.close_all()
        self.form.speaks.fold()
        self._column = ("", "")
        self._show_mode()
        self.refresh(self._workspace.wall())

    def _show_mode(self) -> None:
        self.form.show_mode(self._adding)
        self.side.setVisible(not self.form.choosing)

    @Slot()
    def _show_draft(self) -> None:
        if self.side.shows_toml:
            self.side.toml.show_profile(self._adding.draft.profile)
        self.form.show_draft(self._adding, broken_text=self.side.toml.broken)

    @Slot(bool)
    def _show_toml(self, on: bool) -> None:
        self.side.show_toml(on)
        self._show_draft()

    def _say_what_it_is(self) -> None:
        if self._adding.editing:
            name = self._adding.draft.profile.name
            self.set_head(self.tr("Edit %1").replace("%1", name), self.tr("it goes on as it is until you apply"))
        else:
            self.set_head(self.tr("Add a feed"), self.tr("step in any order; nothing is final until you save"))

    # --- lay-out --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        form, adding = self.form, self._adding
        form.address.edited.connect(self._edited)
        form.address.settled.connect(self._settled)
        form.address.entered.connect(self._entered)
        form.address.moved.connect(form.cards.move_current)
        form.cards.chosen.connect(self.begin_profile)
        form.options.edited.connect(self._option_edited)
        form.options.finished.connect(adding.commit)
        form.options.secret_typed.connect(adding.type_secret)
        form.options.forget_asked.connect(self._forget_secret)
        form.options.toml_asked.connect(self._edit_toml)
        form.speaks.chosen.connect(adding.choose_dialect)
        form.trouble.retry_asked.connect(adding.retry)
        form.found.mapping_edited.connect(self._mapping_edited)
        form.found.looked_at.connect(self._looked_at)
        form.save_line.named.connect(self._named)
        form.save_line.saved.connect(self._save)
        form.save_line.toml_wanted.connect(self._show_toml)
        self.side.toml.profile_written.connect(self._written)
        self.side.toml.judged.connect(self._show_draft)

    def _lay_out_parts(self) -> None:
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.setSpacing(8)
        layout.setStretch(0, 52)
        layout.addWidget(self.side, 48)
