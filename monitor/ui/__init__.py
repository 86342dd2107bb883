"""Floor 5: the window. The only place that knows Qt, pyqtgraph and qasync."""
