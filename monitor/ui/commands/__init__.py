"""What the actions do, and what wires the parts of the window to it."""
