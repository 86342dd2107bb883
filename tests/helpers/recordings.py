"""The recorded feed messages that lie beside the repository, for tests that can do without them."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

__all__ = ["recorded"]

_FOLDER = Path(__file__).parents[3] / "shared" / "captures"


def recorded(name: str, *, direction: str = "in") -> list[str]:
    """The text messages of the recording `name`. Skips the test, by name, where it is absent."""
    file = _FOLDER / name
    if not file.is_file():
        pytest.skip(f"the recording {name} is not here")
    return [record["data"] for record in _records(file) if record["dir"] == direction and "src" not in record]


def _records(file: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
