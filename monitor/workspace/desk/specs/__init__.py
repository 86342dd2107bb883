"""The settings of each kind of panel, as data: one file a kind, put together in panel_spec."""
