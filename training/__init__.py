"""How the shipped embedding model is made; scripts, not a runtime package."""
