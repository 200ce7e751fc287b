"""The figure engine: understand a question about figures, compute it over any ingested table, and word it."""
