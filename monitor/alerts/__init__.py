"""Alerts: rules as data, and their evaluation as pure functions of rows and time."""
