"""Secrets by reference: what is typed, what the environment holds, and what the system's keychain keeps."""
