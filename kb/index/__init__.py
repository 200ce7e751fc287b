"""Search indexes over passages, derived from the record store."""
