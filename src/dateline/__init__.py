"""Dateline: a ledger of what is said to have happened in armed conflict."""
