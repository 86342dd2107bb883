"""Floor 1: protocols without input or output: bytes in, messages and faults out."""
