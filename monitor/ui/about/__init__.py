"""The page that says what this program is, what it runs on and where it keeps things."""
