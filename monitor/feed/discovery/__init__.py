"""The parts of discovery: from raw messages to a proposed profile (see `monitor.feed.discover`)."""
