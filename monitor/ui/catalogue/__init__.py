"""The catalogue: profiles as cards, to choose from."""
