"""The log and the crash reports of whoever runs the program: the window, or one command."""
