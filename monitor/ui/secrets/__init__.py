"""Asking for secrets, showing where they are kept, and letting them go."""
