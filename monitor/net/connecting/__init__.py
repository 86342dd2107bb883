"""From an address to an open WebSocket: name, TCP or proxy, TLS, handshake; blocking, under one deadline."""
