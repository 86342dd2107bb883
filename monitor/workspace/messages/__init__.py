"""Messages as they are: kept, filtered, taken apart for reading, compared, composed and answered."""
