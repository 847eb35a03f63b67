"""Language craft that knows nothing of consultations: Markdown, words, phrases, languages."""
