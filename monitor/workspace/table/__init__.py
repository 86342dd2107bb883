"""The table of keys without a face: which rows, in which order, and what stands in them."""
