"""Profiles as files: finding, reading, checking and writing them."""
