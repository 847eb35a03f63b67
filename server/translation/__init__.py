"""Machine translation, offline, in a worker process (the extra `[translate]`)."""
