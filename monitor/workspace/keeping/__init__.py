"""What outlives the program: which feeds are open, how the window is arranged, and the settings."""
