"""The embedded engine, on Whoosh 2.7.4; the only rooms that import whoosh."""
