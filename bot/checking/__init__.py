"""The parts of the check that every sentence of an answer passes before it is said."""
