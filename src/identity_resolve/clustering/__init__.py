"""From evidence between pairs to groups of records."""
