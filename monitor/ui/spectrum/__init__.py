"""The panel that shows what frequencies a series holds."""
