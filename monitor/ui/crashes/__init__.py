"""Showing what an earlier run left of its crash."""
