"""Floor 0: the values everything else speaks in, with the standard library and numpy only."""
