"""Structured records from a cleaned document, each with its exact span."""
