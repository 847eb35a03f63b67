"""The steps from an empty database to the tables of `server.store.schema` (Alembic)."""
