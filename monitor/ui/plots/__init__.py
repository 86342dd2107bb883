"""Live plots that cost little: a film that moves by whole pixels, with axes and marks around it."""

from monitor.ui.plots.panel import PlotPanel

__all__ = ["PlotPanel"]
