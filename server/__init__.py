"""Zwiespraak: a policy document in Dutch and German, commented on by the public, kept in step by its editors."""
