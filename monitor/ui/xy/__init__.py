"""The panel that shows one series over another."""
