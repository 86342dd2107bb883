"""What the user has arranged: desks of panels, as data that outlives the program."""
