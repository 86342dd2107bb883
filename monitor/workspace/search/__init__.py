"""Finding what the user means among actions, feeds, keys and settings."""
