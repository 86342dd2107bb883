"""What a profile says about how a feed logs in before each connection, one file a family of steps."""
