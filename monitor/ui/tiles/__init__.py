"""The panel of large numbers and gauges."""
