"""HTTP in, pages out: addresses, pages, forms, sessions, templates."""
