"""The command line, one command a file. Loads Qt only inside the command that opens a window."""
