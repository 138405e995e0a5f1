"""Serve the static files: ours and the vendored ones, kept by browsers for as long as they do not change."""

from __future__ import annotations

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dateline.web.rendering import STATIC


class Static(StaticFiles):
    """The folder ``static``; an address with a digest (`dateline.web.rendering.static_url`) may be kept for good."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file's answer with how long it may be kept."""
        response = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if versioned else "no-cache"
        return response
