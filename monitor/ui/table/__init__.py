"""The table of keys: model, delegate, head and panel."""
