"""Online: a question becomes a checked answer."""
