"""Predictions for public corpora, and speed: one module a task, run by ``python -m bench TASK``."""
