"""What the user does with secrets, and what he is told of how it went."""

from collections.abc import Sequence
from functools import partial

from monitor.core.clock import Clock
from monitor.core.errors import KeychainError
from monitor.workspace.notice_board import NoticeBoard
from monitor.workspace.secrets.references import KEPT, kept, name_of
from monitor.workspace.secrets.secrets import Secrets

__all__ = ["Custody"]

_UNDO_SECONDS = 12.0


class Custody:
    """Puts secrets into the keychain and takes them out. Returns at once; what fails is told as a notice."""

    def __init__(self, secrets: Secrets, notices: NoticeBoard, clock: Clock) -> None:
        self._secrets = secrets
        self._notices = notices
        self._clock = clock

    def answer(self, reference: str, value: str, *, keep: bool) -> None:
        """The user has typed a secret; feeds that wait for it connect. keep: in the keychain, beyond this run."""
        self._secrets.type(reference, value)
        if keep and reference.startswith(KEPT):
            self.keep(name_of(reference))

    def keep(self, name: str) -> None:
        """Keep in the keychain what was typed for a secret."""
        self._secrets.keep(name, self._told)

    def forget(self, names: Sequence[str]) -> None:
        """Delete secrets from the keychain, which can be taken back for a while."""
        values: dict[str, str] = {}
        for name in names:
            last = name == names[-1]
            self._secrets.forget(name, partial(self._forgotten, name, values, last=last))

    def _forgotten(self, name: str, values: dict[str, str], value: str | KeychainError | None, *, last: bool) -> None:
        if isinstance(value, KeychainError):
            self._told(value)
        elif value is not None:
            values[name] = value
        if last and values:
            self._notices.post(
                f"Forgotten: {', '.join(values)}",
                now=self._clock.wall(),
                level="ok",
                seconds=_UNDO_SECONDS,
                undo=lambda: self._keep_again(values),
            )

    def _keep_again(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            self.answer(kept(name), value, keep=True)

    def _told(self, error: KeychainError | None) -> None:
        if error is not None:
            self._notices.post(error.what, now=self._clock.wall(), advice=error.advice, level="bad")
