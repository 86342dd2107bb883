"""Synthetic feeds: pure functions of a seed and a time, so any second of them can be had at once."""
