// Enhancements only.
