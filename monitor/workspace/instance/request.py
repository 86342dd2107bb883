"""What a second start asks of the window that is open: one line of JSON, of bounded length."""

import msgspec

from monitor.core.errors import UsageError

__all__ = ["ANSWER", "MOST_BYTES", "Request", "pack_request", "unpack_request"]

MOST_BYTES = 64 * 1024
ANSWER = b"ok\n"
_MOST_TARGETS = 100
_LONGEST = 8192


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """targets: addresses, names of profiles, absolute paths. token: what lets a window come to the front on Wayland."""

    targets: tuple[str, ...] = ()
    demo: bool = False
    token: str = ""


def pack_request(request: Request) -> bytes:
    """The line. Raises UsageError for more than can be asked at once."""
    data = msgspec.json.encode(request) + b"\n"
    if len(data) > MOST_BYTES or len(request.targets) > _MOST_TARGETS:
        raise UsageError("These are too many to open at once", advice=f"Give at most {_MOST_TARGETS}.")
    return data


def unpack_request(line: bytes) -> Request | None:
    """What is asked, None for a line that asks nothing that can be done."""
    if len(line) > MOST_BYTES:
        return None
    try:
        request = msgspec.json.decode(line, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if len(request.targets) > _MOST_TARGETS or any(len(target) > _LONGEST for target in request.targets):
        return None
    return request
