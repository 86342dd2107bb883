"""One kind of condition each: what it remembers, and how rows, time and messages turn it on and off."""
