"""What a plot over time works out before anything is painted: scales, ranges, ticks, gaps and readings."""
