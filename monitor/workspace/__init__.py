"""Floor 4: the application without a face. What is open, and what each view shows of it."""
