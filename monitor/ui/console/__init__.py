"""The console: what is sent to a feed by hand, and what it answers."""
