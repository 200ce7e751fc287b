"""The anatomy of an official document (公文) and of a law."""
