"""One verb per file: plain synchronous functions, each the whole story of one act."""
