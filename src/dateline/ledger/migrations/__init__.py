"""Alembic's scripts for the ledger's schema, run by `dateline.ledger.opening` on every open that needs them."""
