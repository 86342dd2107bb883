"""Adding a feed, and editing one that runs: the draft, the trial that runs with it, and what it has shown so far."""
