"""Second stage of search: a closer look at the candidates that the indexes found, and how likely each is right."""
