"""What this program is and what it runs on, as data."""
