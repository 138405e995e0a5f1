"""The recipe that makes the reader: corpus markup, public corpora, windows, model, training, export, evaluation."""
