"""Points in numpy as lines of Qt, without a Python object for each."""

from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtGui import QPolygonF

from monitor.core.batch import Floats

__all__ = ["polygon"]


def polygon(points: Floats) -> QPolygonF:
    """A polygon through (n, 2) finite pixels."""
    if not len(points):
        return QPolygonF()  # An empty one has no memory to write to.
    made: QPolygonF = create_qpolygonf(len(points))
    ndarray_from_qpolygonf(made)[:] = points
    return made
