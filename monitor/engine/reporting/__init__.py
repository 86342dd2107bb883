"""What is written down of a run for whoever has to find out what went wrong: log records and crash reports."""
