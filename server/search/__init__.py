"""Searching: analysis of words, the query grammar, what is indexed, the engine's contract and its engines."""
