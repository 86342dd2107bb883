"""The panel of candles: open, high, low and close of a series over time, with volume."""
