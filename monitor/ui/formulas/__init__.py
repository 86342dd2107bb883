"""The page on which formulas are written."""
