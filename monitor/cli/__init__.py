"""The command line, one command a file; only the command that opens a window loads Qt."""
