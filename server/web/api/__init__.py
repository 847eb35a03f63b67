"""The API for other programs, version 1: the record, the rounds and the comments to read, submissions to send."""
