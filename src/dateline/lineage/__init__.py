"""Tell which articles are one story: copies, cuts, rewrites, merged articles and later versions of one text, and what is a paper's own."""

from dateline.lineage.index import Index, trace

__all__ = ["Index", "trace"]
