"""Order books: put together from rows of the store, and kept over time as a picture of depth."""
