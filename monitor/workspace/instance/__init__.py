"""One window for each workspace of a user: who has it, and what a second start asks of it."""
