"""The left side of the page: address, progress, options, what was found, and saving."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor.ui.add_feed.address_line import AddressLine
from monitor.ui.add_feed.connection_form import ConnectionForm
from monitor.ui.add_feed.found_streams import FoundStreams
from monitor.ui.add_feed.save_line import SaveLine
from monitor.ui.add_feed.speaks_line import SpeaksLine
from monitor.ui.add_feed.step_chips import StepChips
from monitor.ui.add_feed.trouble_strip import TroubleStrip
from monitor.ui.catalogue.cards import CatalogueCards
from monitor.ui.theme import Theme
from monitor.workspace.adding.adding import Adding
from monitor.workspace.adding.cards import cards_of, matching_cards
from monitor.workspace.adding.progress import connected_words, step_lines
from monitor.workspace.adding.table_rows import stream_rows
from monitor.workspace.adding.typed_secrets import TypedSecrets
from monitor.workspace.workspace import Workspace

__all__ = ["FormColumn"]


class FormColumn(QWidget):
    """Shows what is being added; its parts are wired by whoever knows what they ask for.

    While there is no address the catalogue stands in the place of everything else.
    """

    def __init__(
        self, workspace: Workspace, secrets: TypedSecrets, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._cards_known = cards_of(workspace.profiles.entries, no_need=self.tr("no key needed"))
        self._opened_for: object = None
        self._address = ""
        self.address = AddressLine()
        self.steps = StepChips(theme)
        self.speaks = SpeaksLine()
        self.trouble = TroubleStrip(theme)
        self.options = ConnectionForm(secrets, theme)
        self.cards = CatalogueCards(theme)
        self.found = FoundStreams(theme)
        self.save_line = SaveLine()
        self.choosing = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (
            self.address,
            self.steps,
            self.speaks,
            self.trouble,
            self.options,
            self.cards,
            self.found,
            self.save_line,
        ):
            column.addWidget(part)

    def show_mode(self, adding: Adding) -> None:
        """Show the catalogue or the feed, as there is one."""
        self.choosing = not adding.feed and not adding.draft.profile.address
        self.cards.setVisible(self.choosing)
        for part in (self.steps, self.speaks, self.options, self.save_line):
            part.setVisible(not self.choosing)
        if self.choosing:
            self.trouble.hide()
            self.found.hide()
            self.address.set_hint("")

    def search(self, text: str) -> None:
        """Show the cards that a text fits."""
        self.cards.show_cards(matching_cards(self._cards_known, text))

    def show_draft(self, adding: Adding, *, broken_text: bool) -> None:
        """Show what the draft says. broken_text: it is written as text that does not hold together."""
        draft = adding.draft
        self._follow_address(draft.profile.address)
        self.speaks.show_speaking(adding.speaking)
        self.options.show_draft(draft)
        words = self.tr("Apply") if adding.editing else self.tr("Save and open")
        problem = draft.problems[0].what if draft.problems else ""
        problem = self.tr("The text does not hold together yet") if broken_text else problem
        self.save_line.show_state(draft.profile.name, words=words, problem=problem)

    def _follow_address(self, address: str) -> None:
        """Show the address that a server was found at, unless another one is being typed."""
        if self.address.text == self._address and address:
            self.address.set_text(address)
        self._address = address

    def show_progress(self, adding: Adding, now: float) -> None:
        """Show how far the feed has come at `now` (wall seconds), and what keeps it; opens what can help, once."""
        view = adding.view
        if view is None or self.choosing:
            self.steps.show_lines(())
            return
        self.steps.show_lines(step_lines(view, dialect=adding.dialect, now=now))
        self.address.set_hint(connected_words(view))
        trouble = adding.trouble(now)
        self.trouble.show_trouble(trouble, can_retry=not view.state.connected)
        if trouble is None or trouble.section is None:
            return
        if (trouble.section, view.feed) != self._opened_for:
            self._opened_for = trouble.section, view.feed
            self.options.open(trouble.section)

    def show_found(self, adding: Adding) -> None:
        """Show the streams of the draft and what their fields hold."""
        if not adding.feed or self.choosing:
            self.found.hide()
            return
        utc = self._workspace.settings.now.time_zone == "utc"
        profile, store = adding.draft.profile, self._workspace.store
        rows = stream_rows(profile, adding.fields, store=store, feed=adding.feed, utc=utc)
        self.found.show_rows(rows, adding.draft)

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        for part in (self.steps, self.trouble, self.options, self.cards, self.found):
            part.set_theme(theme)
