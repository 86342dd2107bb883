"""Floor 1: protocols without input or output. Bytes in, messages and faults out."""
