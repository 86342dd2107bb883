"""Alerts in the window: the page with the rules, the button that counts what is on, and how one is told of it."""
