"""What one gets or pays by a table of standards: the row and the columns that apply, and what they come to."""
