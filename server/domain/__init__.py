"""Pure rules of documents, comments and terms: no input or output, no clock, no database."""
