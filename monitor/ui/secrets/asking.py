"""Asking for the secrets that feeds wait for: a notice for each, and one form at a time."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtWidgets import QWidget

from monitor.ui.secrets.secret_form import SecretForm
from monitor.ui.theme import Theme
from monitor.workspace.secrets.gate import Request
from monitor.workspace.secrets.references import KEPT, name_of
from monitor.workspace.workspace import Workspace

__all__ = ["SecretAsking"]

_MARGIN = 12


class SecretAsking(QObject):
    """Call `refresh` a few times a second. form: shown over the lower right corner of `area` while a secret is asked.

    A secret that several feeds wait for is asked for once. One whose notice was dismissed is asked for again when
    somebody starts one of its feeds.
    """

    def __init__(self, workspace: Workspace, theme: Theme, *, area: QWidget) -> None:
        super().__init__(area)
        self._workspace = workspace
        self._area = area
        self._version = -1
        self._notices: dict[str, tuple[Request, int]] = {}
        self._answer: Callable[[str, bool], None] = _nobody
        self._asked = ""
        self._asked_for_a_feed = False
        self._kept_version = -1
        self.form = SecretForm(theme, parent=area)
        self.form.hide()
        self.form.entered.connect(self._entered)
        self.form.cancelled.connect(self.close)
        area.installEventFilter(self)

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
        if watched is self._area and event.type() is QEvent.Type.Resize:
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

    def _place(self) -> None:
        if self.form.isVisible():
            self.form.adjustSize()
            room = self._area.size()
            self.form.move(
                QPoint(room.width() - self.form.width() - _MARGIN, room.height() - self.form.height() - _MARGIN)
            )
            self.form.raise_()


def _nobody(_value: str, _keep: bool) -> None:
    """Nothing is asked for."""
