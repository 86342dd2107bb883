"""The page on which a feed is added or edited, with a preview that follows at once."""
