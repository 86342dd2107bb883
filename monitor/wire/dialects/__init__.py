"""What servers speak on top of WebSocket, one sans-I/O machine a file."""
