"""Finding out what a server speaks, beside the feed's own plain connection to it."""
