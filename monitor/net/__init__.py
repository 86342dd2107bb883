"""Floor 2: the only sockets, from connecting to keeping a connection alive."""
