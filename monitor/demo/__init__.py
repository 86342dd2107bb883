"""A real WebSocket server on loopback that plays recordings and synthetic feeds."""
