"""What the user can set: declared once, kept in a file, shown by a dialog made from the declaration."""
