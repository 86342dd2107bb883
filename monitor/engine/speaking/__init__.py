"""What a feed's dialect means for its session: which machine, how its server is reached, and who speaks when."""
