"""One module per exchange format: bytes <-> domain values."""
