"""The local socket between the window that is open and a second start."""
