"""Fixtures for every test: where recordings are, and the noise that fails a test."""
