"""Takes jobs from the job table and carries them out, outside the web processes."""
