"""The values that are made for each connection: the time, a number that is used once, a unique name."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Moment", "is_made"]

_MADE = re.compile(r"timestamp(?:\+(?P<ahead>[0-9]{1,6}))?(?::(?P<unit>s|ms|us|iso))?|nonce|uuid")
_UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000}


def is_made(body: str) -> bool:
    """Whether a slot holds such a value: `timestamp`, `timestamp:ms`, `timestamp+30:iso`, `nonce`, `uuid`."""
    return _MADE.fullmatch(body) is not None


@dataclass(frozen=True, slots=True)
class Moment:
    """One connection's values: the same in every text. wall: seconds; nonce: greater with every connection."""

    wall: float
    nonce: int
    uuid: str

    def value(self, body: str) -> str:
        """What the slot stands for. Only for what `is_made`."""
        found = _MADE.fullmatch(body)
        assert found is not None
        if body in ("nonce", "uuid"):
            return str(self.nonce) if body == "nonce" else self.uuid
        wall = self.wall + int(found["ahead"] or 0)
        if found["unit"] == "iso":
            return datetime.fromtimestamp(wall, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return str(int(wall * _UNITS[found["unit"] or "s"]))
