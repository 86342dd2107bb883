"""Pages that take the place of the desk for a while: settings, shortcuts and the like."""
