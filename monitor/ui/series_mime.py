"""Series that are dragged from a list or table onto a panel."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QMimeData

from monitor.core.batch import SeriesKey

__all__ = ["SERIES_MIME", "mime_of_series", "series_of_mime"]

SERIES_MIME = "application/x-feedscope-series+json"


def mime_of_series(series: Sequence[SeriesKey]) -> QMimeData:
    """The series as what a drag carries, with their names as text for other programs."""
    data = QMimeData()
    data.setData(SERIES_MIME, msgspec.json.encode(series))
    data.setText("\n".join(f"{key.key} {key.column}".strip() for key in series))
    return data


def series_of_mime(data: QMimeData) -> tuple[SeriesKey, ...]:
    """The series a drag carries; empty when it carries none."""
    if not data.hasFormat(SERIES_MIME):
        return ()
    try:
        return msgspec.json.decode(bytes(data.data(SERIES_MIME).data()), type=tuple[SeriesKey, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()
