"""Floor 4: the application without a face: what is open, and what each view shows of it."""
