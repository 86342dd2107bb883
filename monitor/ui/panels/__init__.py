"""What the window knows of panels: the seam every kind of panel fits, and the table of kinds."""
