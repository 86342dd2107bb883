"""A second start: hands what it was asked over to the window that is open."""

import time

from PySide6.QtNetwork import QLocalSocket

from monitor.core.errors import UsageError
from monitor.workspace.instance.claim import Claim
from monitor.workspace.instance.request import ANSWER, Request, pack_request

__all__ = ["knock"]

_PATIENCE = 15.0
"""Seconds. The first may itself be about to start, on a machine that has just been switched on."""
_TRY_MS = 1000
_PAUSE = 0.05


def knock(claim: Claim, request: Request) -> bool:
    """Ask it of whoever has the workspace; False when that has ended meanwhile and the claim is ours.

    Raises UsageError for a window that does not answer.
    """
    data = pack_request(request)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        holder = claim.holder()
        if holder is not None and holder.door and _handed_over(holder.door, data):
            return True
        if claim.take():
            return False
        # The other one may be about to open its window, or about to end.
        time.sleep(_PAUSE)
    holder = claim.holder()
    who = f" (process {holder.pid})" if holder is not None else ""
    raise UsageError(
        f"Feedscope is open already{who}, but does not answer",
        advice="End it, or open another window with --new-window.",
    )


def _handed_over(door: str, data: bytes) -> bool:
    socket = QLocalSocket()
    try:
        socket.connectToServer(door)
        if not socket.waitForConnected(_TRY_MS):
            return False
        socket.write(data)
        while socket.bytesToWrite():
            if not socket.waitForBytesWritten(_TRY_MS):
                return False
        answer = b""
        while len(answer) < len(ANSWER) and (socket.bytesAvailable() or socket.waitForReadyRead(_TRY_MS)):
            answer += socket.read(len(ANSWER) - len(answer)).data()
        return answer == ANSWER
    finally:
        socket.abort()
