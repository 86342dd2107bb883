"""Opening what comes from outside: the command line, a second start, the file manager, a drop."""
