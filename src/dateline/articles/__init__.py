"""Read articles: clean text in blocks, publication time, dateline, agencies, and the way back to every source character."""

from dateline.articles.read import article_from_text, articles_from_text, read_article, read_articles

__all__ = ["article_from_text", "articles_from_text", "read_article", "read_articles"]
