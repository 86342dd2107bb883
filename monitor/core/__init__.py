"""Floor 0: the values everything else speaks in. Standard library and numpy only."""
