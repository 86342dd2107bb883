"""How messages become columns: the fast way for whole blocks, the slow way for whatever does not fit it."""
