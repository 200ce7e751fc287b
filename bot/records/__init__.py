"""Rows of tables as text: enterprises of a list, projects, tasks and who is in charge of them."""
