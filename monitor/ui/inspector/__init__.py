"""The inspector: the raw messages of a feed, in both directions."""
