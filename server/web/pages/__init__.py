"""One module per kind of page: a page calls one use case and shows what it says."""
