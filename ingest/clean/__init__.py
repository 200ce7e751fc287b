"""Repair what PDF-to-text and Markdown conversion did, before any offset is taken."""
