"""The one page that may be open over the desk."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from monitor.ui.pages.page import Page
from monitor.ui.theme import Theme

__all__ = ["Pages"]


class Pages(QObject):
    """Puts pages into the stack in the middle of the window and takes them out; one that closes is deleted.

    closed(): the page that was open is gone.
    """

    closed = Signal()

    def __init__(self, stack: QStackedWidget, theme: Theme) -> None:
        super().__init__(stack)
        self._stack = stack
        self._name = ""
        self.theme = theme
        self.page: Page | None = None

    def toggle(self, name: str, make: Callable[[Theme], Page]) -> None:
        """Open the page of this name, or close it where it is open."""
        if self._name == name:
            self.close()
        else:
            self.show(make(self.theme), name=name)

    def show(self, page: Page, *, name: str) -> None:
        """Open a page in place of the one that is open."""
        self._take_out()
        self.page, self._name = page, name
        page.closed.connect(self.close)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.take_focus()

    @Slot()
    def close(self) -> None:
        """Close the page that is open, if any."""
        if self.page is not None:
            self._take_out()
            self.closed.emit()

    def refresh(self, now: float) -> None:
        """Bring the page up to date (wall seconds)."""
        if self.page is not None:
            self.page.refresh(now)

    def frame(self, now: float) -> bool:
        """Draw what moves on the page (wall seconds); answers whether anything was drawn."""
        return self.page is not None and self.page.frame(now)

    def set_theme(self, theme: Theme) -> None:
        """Restyle what is open, and whatever is opened later."""
        self.theme = theme
        if self.page is not None:
            self.page.set_theme(theme)

    def _take_out(self) -> None:
        page, self.page, self._name = self.page, None, ""
        if page is not None:
            page.let_go()
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
