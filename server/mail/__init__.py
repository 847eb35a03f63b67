"""Letters to submitters and editors: SMTP, or an outbox folder on a fresh machine."""
