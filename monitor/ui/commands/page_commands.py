"""Opening the pages and whatever else takes the place of the desk for a while."""

from collections.abc import Callable, Sequence
from pathlib import Path

from monitor.core.batch import SeriesKey
from monitor.ui.pages.page import Page
from monitor.ui.secrets.secrets_list import SecretsList
from monitor.ui.settings.settings_page import SettingsPage
from monitor.ui.theme import Theme
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace

__all__ = ["PageCommands"]


class PageCommands:
    """Each opens one page; asked for again, the page that is open closes. Pages are loaded when they are opened.

    shortcuts_page: makes the page of shortcuts. telling: how the desktop takes notifications, in words. plot: shows
    series in a new plot. ask_secret: asks for another value of a secret (its reference).
    """

    def __init__(
        self,
        workspace: Workspace,
        window: MainWindow,
        *,
        shortcuts_page: Callable[[Theme], Page],
        telling: Callable[[], str],
        plot: Callable[[Sequence[SeriesKey]], None],
        ask_secret: Callable[[str], None],
    ) -> None:
        self._workspace = workspace
        self._window = window
        self._pages = window.pages
        self._shortcuts_page = shortcuts_page
        self._telling = telling
        self._plot = plot
        self._ask_secret = ask_secret

    def focus_field(self) -> None:
        self._window.top_bar.field.take_focus()

    def add_feed(self) -> None:
        self.set_up("")

    def set_up(self, text: str) -> None:
        """Set up a feed from this address, or choose one from the catalogue."""
        from monitor.ui.add_feed.page import AddFeedPage

        page = AddFeedPage(self._workspace, self._pages.theme, cursor=self._window.context.cursor)
        page.saved.connect(self._opened)
        self._pages.show(page, name="add feed")
        page.begin(text)

    def edit_feed(self) -> None:
        from monitor.ui.add_feed.page import AddFeedPage

        feed = self._window.feeds.current_feed
        if feed is not None:
            page = AddFeedPage(self._workspace, self._pages.theme, cursor=self._window.context.cursor)
            page.saved.connect(self._opened)
            self._pages.show(page, name="add feed")
            page.edit(feed)

    def feed_profiles(self) -> None:
        from monitor.ui.feed_profiles.page import FeedProfilesPage

        def made(theme: Theme) -> FeedProfilesPage:
            page = FeedProfilesPage(self._workspace, theme)
            page.opened.connect(self._opened)
            return page

        self._pages.toggle("feed profiles", made)

    def alerts(self) -> None:
        self._pages.toggle("alerts", self._alerts_page)

    def set_alert(self, series: SeriesKey) -> None:
        """Begin a rule for a series."""
        from monitor.ui.alerts.alerts_page import AlertsPage

        page = self._alerts_page(self._pages.theme)
        assert isinstance(page, AlertsPage)
        self._pages.show(page, name="alerts")
        page.set_alert(series)

    def formulas(self) -> None:
        from monitor.ui.formulas.page import FormulasPage

        def made(theme: Theme) -> FormulasPage:
            page = FormulasPage(self._workspace, theme)
            page.series_wanted.connect(self._plot)
            return page

        self._pages.toggle("formulas", made)

    def settings(self) -> None:
        self._pages.toggle("settings", self._settings_page)

    def find_setting(self, words: str) -> None:
        """Open the settings at those found by these words."""
        page = self._settings_page(self._pages.theme)
        self._pages.show(page, name="settings")
        page.search(words)

    def shortcuts(self) -> None:
        self._pages.toggle("shortcuts", self._shortcuts_page)

    def about(self) -> None:
        from monitor.ui.about.page import AboutPage

        self._pages.toggle("about", AboutPage)

    def crash_report(self, report: Path) -> None:
        """Show how an earlier run has failed."""
        from monitor.ui.crashes.report_page import ReportPage

        self._pages.show(ReportPage(report, self._pages.theme), name="crash report")

    def _settings_page(self, theme: Theme) -> SettingsPage:
        secrets = SecretsList(self._workspace)
        secrets.replace_asked.connect(self._ask_secret)
        return SettingsPage(self._workspace.settings, theme, secrets=secrets)

    def _alerts_page(self, theme: Theme) -> Page:
        from monitor.ui.alerts.alerts_page import AlertsPage

        return AlertsPage(self._workspace, theme, telling=self._telling)

    def _opened(self, feed: str) -> None:
        """A feed has come into the list: show it."""
        self._pages.close()
        self._window.refresh()
        self._window.feeds.choose(feed)
