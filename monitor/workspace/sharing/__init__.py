"""Workspaces as files that can be passed on: feeds, panels, formulas and alert rules, and no secrets."""
