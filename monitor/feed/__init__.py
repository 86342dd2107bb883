"""Floor 1: what a feed is. Profiles, their mapping to columns, and how to find one out."""
