"""One file per migration; the file's name is the migration's name and sorts in order."""
