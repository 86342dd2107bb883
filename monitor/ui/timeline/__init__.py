"""The strip along the bottom with which one goes back in time."""
