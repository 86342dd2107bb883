"""Logging in: the steps of a profile before each connection, and the conversation after it is open."""
