"""The page: an address, what comes of it, how it is read, and saving it as a feed."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from monitor.core.errors import AddressError, FeedscopeError
from monitor.feed.profile import Profile
from monitor.ui.add_feed.address_line import AddressLine
from monitor.ui.add_feed.connection_form import ConnectionForm
from monitor.ui.add_feed.found_streams import FoundStreams
from monitor.ui.add_feed.renaming import renamed
from monitor.ui.add_feed.save_line import SaveLine
from monitor.ui.add_feed.section import Change
from monitor.ui.add_feed.side import Side
from monitor.ui.add_feed.step_chips import StepChips
from monitor.ui.add_feed.trouble_strip import TroubleStrip
from monitor.ui.catalogue.cards import CatalogueCards
from monitor.ui.pages.page import Page
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.theme import Theme
from monitor.workspace.adding.adding import Adding
from monitor.workspace.adding.cards import cards_of, matching_cards
from monitor.workspace.adding.intent import Intent, address_slip, intent_of
from monitor.workspace.adding.progress import connected_words, step_lines
from monitor.workspace.adding.table_rows import stream_rows
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
        self._version = -1
        self._column = ("", "")
        self._opened_for: object = None
        self._cards_known = cards_of(workspace.profiles.entries, no_need=self.tr("no key needed"))
        self.address = AddressLine()
        self.steps = StepChips(theme)
        self.options = ConnectionForm(workspace.typed, theme)
        self.trouble = TroubleStrip(theme)
        self.cards = CatalogueCards(theme)
        self.found = FoundStreams(theme)
        self.save_line = SaveLine()
        self.side = Side(PanelContext(workspace, theme, cursor or TimeCursor(self)))
        self._say_what_it_is()
        self._lay_out_parts()
        self._connect()
        self._show_mode()

    # --- for the window -------------------------------------------------------------------------------------------

    def begin(self, text: str = "") -> None:
        """Begin to add what a text means: an address is tried at once, a name is looked up in the catalogue."""
        self.address.set_text(text)
        self._edited(text)
        if intent_of(text) in (Intent.ADDRESS, Intent.PERHAPS):
            self._try_address(text)

    def begin_profile(self, slug: str) -> None:
        """Begin to add a profile of the catalogue or of the user's own."""
        entry = self._workspace.profiles.entry(slug)
        if entry is not None and entry.profile is not None:
            self._begun(entry.profile)

    def edit(self, feed: str) -> None:
        """Change a feed that is in the list."""
        self._adding.begin_feed(feed)
        self._say_what_it_is()
        self.address.set_text(self._adding.draft.profile.address)
        self._show_mode()
        self.refresh(self._workspace.wall())

    @property
    def adding(self) -> Adding:
        """What is being added."""
        return self._adding

    def frame(self, now: float) -> bool:
        """Draw the preview at `now` (wall seconds); answers whether anything was drawn."""
        return not self.side.shows_toml and self.side.preview.frame(now)

    def refresh(self, now: float) -> None:
        """Bring everything else up to date, a few times a second."""
        self._adding.refresh()
        utc = self._workspace.settings.now.time_zone == "utc"
        if self._version != self._adding.version:
            self._version = self._adding.version
            self._show_draft()
        self._show_progress(now)
        profile, fields, feed = self._adding.draft.profile, self._adding.fields, self._adding.feed
        if feed and not self._choosing:
            rows = stream_rows(profile, fields, store=self._workspace.store, feed=feed, utc=utc)
            self.found.show_rows(rows, self._adding.draft)
        else:
            self.found.hide()
        waiting = self.tr("Nothing has come yet.") if feed else ""
        self.side.messages.show_log(self._adding.log, utc=utc, words=waiting)
        stream, column = self._column
        self.side.preview.follow(feed, rereads=self._adding.rereads, stream=stream, column=column)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.steps, self.options, self.trouble, self.cards, self.found, self.side):
            part.set_theme(theme)

    def take_focus(self) -> None:
        self.address.field.setFocus()
        self.address.field.selectAll()

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
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            layout.setDirection(way)

    # --- what the user does ---------------------------------------------------------------------------------------

    @Slot(str)
    def _edited(self, text: str) -> None:
        """The text in the address field is another one."""
        intent = intent_of(text)
        slip = address_slip(text) if intent is Intent.ADDRESS else ""
        self.address.set_note(slip, level="muted")
        if not self._adding.editing:
            if intent is Intent.NOTHING:
                self._adding.drop()
            self.cards.show_cards(matching_cards(self._cards_known, "" if intent is Intent.ADDRESS else text))
        self._show_mode()

    @Slot(str)
    def _settled(self, text: str) -> None:
        if self._adding.editing or intent_of(text) is Intent.ADDRESS:
            self._try_address(text)

    @Slot()
    def _entered(self) -> None:
        if not self._choosing:
            if self._adding.draft.profile.stream and self.save_line.save.isEnabled():
                self._save()
        elif self.cards.current:
            self.cards.choose_current()
        elif intent_of(self.address.text) is Intent.PERHAPS:
            self._try_address(self.address.text)

    def _try_address(self, text: str) -> None:
        if text.strip() == self._adding.draft.profile.address and self._adding.feed:
            return
        try:
            if self._adding.editing:
                self._adding.move_to(text)
            else:
                self._adding.begin_address(text)
        except AddressError:
            self.address.set_note(address_slip(text))
            return
        template = self._adding.draft.profile.address
        hidden = "${env:" in template and "${env:" not in text
        self.address.set_text(template)
        words = self.tr("The secret in the address is kept for this run only, and in no file.") if hidden else ""
        self.address.set_note(words, level="muted")
        self.options.close_all()
        self._column = ("", "")
        self._show_mode()
        self.refresh(self._workspace.wall())

    def _begun(self, profile: Profile) -> None:
        self._adding.begin_profile(profile)
        self.address.set_text(profile.address)
        self.address.set_note("")
        self.options.close_all()
        self._column = ("", "")
        self._show_mode()
        self.refresh(self._workspace.wall())

    @Slot(object)
    def _option_edited(self, change: Change) -> None:
        self._adding.edit(change)
        self._show_draft()

    @Slot()
    def _option_finished(self) -> None:
        self._adding.commit()

    @Slot(object)
    def _mapping_edited(self, change: Change) -> None:
        self._adding.edit_mapping(change)
        self.refresh(self._workspace.wall())

    @Slot(str)
    def _named(self, name: str) -> None:
        self._adding.edit(renamed(name))
        self._show_draft()

    @Slot(str, str)
    def _looked_at(self, stream: str, column: str) -> None:
        self._column = (stream, column)

    @Slot(object)
    def _written(self, profile: Profile) -> None:
        self._adding.replace(profile)
        self.address.set_text(profile.address)

    @Slot()
    def _save(self) -> None:
        try:
            feed, _ = self._adding.save()
        except FeedscopeError as error:
            self.save_line.say(str(error))
            return
        self.saved.emit(feed)
        self.closed.emit()

    # --- what is shown --------------------------------------------------------------------------------------------

    @property
    def _choosing(self) -> bool:
        """Whether the catalogue is shown, since there is no address yet."""
        return not self._adding.feed and not self._adding.draft.profile.address

    def _show_mode(self) -> None:
        choosing = self._choosing
        self.cards.setVisible(choosing)
        self.side.setVisible(not choosing)
        for part in (self.steps, self.options, self.save_line):
            part.setVisible(not choosing)
        if choosing:
            self.trouble.hide()
            self.found.hide()
            self.address.set_hint("")
            self.cards.show_cards(matching_cards(self._cards_known, self.address.text))

    @Slot()
    def _show_draft(self) -> None:
        adding = self._adding
        draft = adding.draft
        self.options.show_draft(draft)
        if self.side.shows_toml:
            self.side.toml.show_profile(draft.profile)
        words = self.tr("Apply") if adding.editing else self.tr("Save and open")
        problem = draft.problems[0].what if draft.problems else ""
        problem = self.tr("The text does not hold together yet") if self.side.toml.broken else problem
        self.save_line.show_state(draft.profile.name, words=words, problem=problem)

    def _show_progress(self, now: float) -> None:
        view = self._adding.view
        if view is None or self._choosing:
            self.steps.show_lines(())
            return
        self.steps.show_lines(step_lines(view, dialect=self._adding.dialect, now=now))
        self.address.set_hint(connected_words(view))
        trouble = self._adding.trouble(now)
        self.trouble.show_trouble(trouble, can_retry=not view.state.connected)
        place = None if trouble is None else (trouble.section, view.feed)
        if trouble is not None and trouble.section is not None and place != self._opened_for:
            self.options.open(trouble.section)
        self._opened_for = place if trouble is not None else self._opened_for

    @Slot(bool)
    def _show_toml(self, on: bool) -> None:
        self.side.show_toml(on)
        if on:
            self.side.toml.show_profile(self._adding.draft.profile)

    def _say_what_it_is(self) -> None:
        if self._adding.editing:
            name = self._adding.draft.profile.name
            self.set_head(self.tr("Edit %1").replace("%1", name), self.tr("it goes on as it is until you apply"))
        else:
            self.set_head(self.tr("Add a feed"), self.tr("step in any order; nothing is final until you save"))

    # --- lay-out --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.address.edited.connect(self._edited)
        self.address.settled.connect(self._settled)
        self.address.entered.connect(self._entered)
        self.address.moved.connect(self.cards.move_current)
        self.cards.chosen.connect(self.begin_profile)
        self.options.edited.connect(self._option_edited)
        self.options.finished.connect(self._option_finished)
        self.options.secret_typed.connect(self._adding.type_secret)
        self.trouble.retry_asked.connect(self._adding.retry)
        self.found.mapping_edited.connect(self._mapping_edited)
        self.found.looked_at.connect(self._looked_at)
        self.save_line.named.connect(self._named)
        self.save_line.saved.connect(self._save)
        self.save_line.toml_wanted.connect(self._show_toml)
        self.side.toml.profile_written.connect(self._written)
        self.side.toml.judged.connect(self._show_draft)

    def _lay_out_parts(self) -> None:
        for part in (
            self.address,
            self.steps,
            self.trouble,
            self.options,
            self.cards,
            self.found,
            self.save_line,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.setSpacing(8)
        layout.setStretch(0, 52)
        layout.addWidget(self.side, 48)
