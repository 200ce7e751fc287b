"""Offline: a document becomes knowledge."""
