"""Asking for the secrets that feeds wait for: a notice for each, and one form at a time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtWidgets import QStackedWidget

from monitor.ui.secrets.secret_form import SecretForm
from monitor.ui.theme import Theme
from monitor.ui.toasts import Toasts
from monitor.workspace.secrets.gate import Request
from monitor.workspace.secrets.references import KEPT, name_of
from monitor.workspace.workspace import Workspace

__all__ = ["SecretAsking"]

_MARGIN = 12
_APART = 8
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


class SecretAsking(QObject):
    """Call `refresh` a few times a second. form: shown above the notices while a secret is asked for.

    A secret that several feeds wait for is asked for once. One whose notice was dismissed is asked for again when
    somebody starts one of its feeds.
    """

    def __init__(self, workspace: Workspace, theme: Theme, *, toasts: Toasts) -> None:
        super().__init__(toasts)
        self._workspace = workspace
        self._toasts = toasts
        self._area = toasts.area
        self._version = -1
        self._notices: dict[str, tuple[Request, int]] = {}
        self._answer: Callable[[str, bool], None] = _nobody
        self._asked = ""
        self._asked_for_a_feed = False
        self._kept_version = -1
        self.form = SecretForm(theme, parent=self._area)
        self.form.hide()
        self.form.entered.connect(self._entered)
        self.form.cancelled.connect(self.close)
        if isinstance(self._area, QStackedWidget):
            self._area.currentChanged.connect(self._place)
        for watched in (self._area, toasts):
            watched.installEventFilter(self)

    @property
    def requests(self) -> tuple[Request, ...]:
        """What is asked for now."""
        return tuple(request for request, _ in self._notices.values())

    def refresh(self) -> None:
        """Follow what feeds wait for."""
        vault = self._workspace.secrets.vault
        if self._kept_version != vault.version and self.form.isVisible():
            self._kept_version = vault.version
            self.form.show_keeping(self._why_not(self._asked))
            self._place()
        if self._version == self._workspace.requests_version:
            return
        self._version = self._workspace.requests_version
        wanted = {request.reference: request for request in self._workspace.requests}
        for reference, (request, serial) in list(self._notices.items()):
            if wanted.get(reference) != request:
                self._workspace.notices.dismiss(serial)
                del self._notices[reference]
        for reference, request in wanted.items():
            if reference not in self._notices:
                self._notices[reference] = request, self._post(request)
        if self._asked and self._asked not in wanted and self._asked_for_a_feed:
            self.close()

    def ask(self, request: Request) -> None:
        """Open the form for a secret that feeds wait for."""
        answer = partial(self._answered, request.reference)
        self._asked_for_a_feed = True
        self._open(request.reference, ", ".join(request.names), answer, action=self.tr("Connect"))

    def replace(self, reference: str) -> None:
        """Open the form for another value of a secret."""
        self._asked_for_a_feed = False
        self._open(reference, "", partial(self._answered, reference), action=self.tr("Replace"))

    @Slot()
    def close(self) -> None:
        """Ask for nothing; what was typed is gone."""
        self.form.field.empty()
        self.form.hide()
        self._asked = ""

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self.form.set_theme(theme)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def _post(self, request: Request) -> int:
        name = name_of(request.reference)
        words = self.tr("needs the secret %1").replace("%1", name)
        return self._workspace.notices.post(
            words,
            now=self._workspace.wall(),
            about=", ".join(request.names),
            undo=partial(self.ask, request),
            undo_words=self.tr("Enter…"),
        )

    def _open(self, reference: str, feeds: str, answer: Callable[[str, bool], None], *, action: str) -> None:
        self._workspace.secrets.vault.look()
        self._asked, self._answer = reference, answer
        self.form.ask(name_of(reference), feeds, why_not_kept=self._why_not(reference), action=action)
        self.form.show()
        self._place()
        self.form.field.setFocus()

    def _why_not(self, reference: str) -> str:
        if not reference.startswith(KEPT):
            words = self.tr("the profile takes it from the environment variable %1")
            return words.replace("%1", name_of(reference))
        return self._workspace.secrets.vault.why_not

    @Slot(str, bool)
    def _entered(self, value: str, keep: bool) -> None:
        answer = self._answer
        self.close()
        answer(value, keep)

    def _answered(self, reference: str, value: str, keep: bool) -> None:
        self._workspace.custody.answer(reference, value, keep=keep)

    @Slot()
    def _place(self) -> None:
        if self.form.isVisible():
            self.form.fit()
            room, toasts = self._area.size(), self._toasts
            below = room.height() - _MARGIN if toasts.isHidden() else toasts.y() - _APART
            # Where there is no room above the notices, what the user is at comes first.
            top = max(_MARGIN, below - self.form.height())
            self.form.move(QPoint(room.width() - self.form.width() - _MARGIN, top))
            self.form.raise_()


def _nobody(_value: str, _keep: bool) -> None:
    """Nothing is asked for."""
