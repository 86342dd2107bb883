"""Feedscope: an oscilloscope for live data over WebSocket."""

__version__ = "0.1.0"
