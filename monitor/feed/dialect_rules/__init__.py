"""What a profile says about the protocol that its server speaks on top of WebSocket, one file a family."""
