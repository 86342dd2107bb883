"""Floor 3: feeds and their supervisors as one unit that runs inline or in a process of its own."""
