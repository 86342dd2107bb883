"""Formulas at work: reading rows from the store, following them, trying a formula out."""
