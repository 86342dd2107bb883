"""The panel of an order book: as a ladder, as curves of depth, and as depth over time."""
