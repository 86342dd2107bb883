"""What a server speaks on top of WebSocket, told by its address, its answers and its first messages."""
