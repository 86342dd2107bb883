"""What panels work out of series before they draw: pairs, counts, spectra and single readings, in numpy alone."""
