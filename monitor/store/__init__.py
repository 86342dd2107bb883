"""Floor 1: decoded rows in memory, and what panels ask of them."""
