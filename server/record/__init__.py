"""The public files under content/, glossary/ and comments/ <-> domain values."""
