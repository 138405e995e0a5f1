"""The web application: pages over a ledger that an analyst leaves open all day. Every page is usable without script."""

from dateline.web.app import create_app

__all__ = ["create_app"]
