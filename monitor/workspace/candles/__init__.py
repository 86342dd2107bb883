"""What a candle chart works out below the window: which candles it shows, and what it says of one."""
