"""The command `zwiespraak`, one file per group of commands."""
