"""HTTP edges, one router per file."""
