"""Floor 1: what a feed is: its profile, the mapping from messages to columns, and how to find both out."""
