"""Floor 2: the only sockets. Connecting, and keeping a connection alive."""
