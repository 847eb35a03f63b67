"""The search engine in PostgreSQL: one index for all machines, with the tokens of our own analysis."""
