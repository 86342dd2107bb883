"""The pages of settings and shortcuts."""
