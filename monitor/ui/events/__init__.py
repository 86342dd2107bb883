"""The event log: text events as rows, searched and coloured by rules."""
