"""The database: tables and queries for SQLite and PostgreSQL, from one definition."""
