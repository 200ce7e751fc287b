"""Question sets, runners and accepted scores."""
