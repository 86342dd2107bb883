"""Formulas: a small language of series, its parser, and its evaluation over columns of numbers."""
