"""Making the program known to the desktop of one user, and forgetting it again."""
