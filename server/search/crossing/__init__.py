"""Crossing the border: what a typed word is called in the other language, by glossary, learned pairs and likeness."""
