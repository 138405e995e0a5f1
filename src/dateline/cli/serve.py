"""``serve``: the web application over a ledger."""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import LEDGER, LedgerAt
from dateline.cli.screen import say

PORT = 8765
#: Shorter tokens are guessed (NIST SP 800-63B asks as much of a memorised secret).
SHORTEST_TOKEN = 8


def serve(
    ledger: LedgerAt = LEDGER,
    host: Annotated[str, typer.Option("--host", metavar="H", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 for any that is free.")] = PORT,
    token: Annotated[
        str | None,
        typer.Option("--token", metavar="T", envvar="DATELINE_TOKEN", help="What must be shown to get in; a must on any other host.",
                     show_envvar=True),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name that the server is reached by.")
    ] = None,
) -> None:  # fmt: skip
    """Serve a ledger as pages on this machine, until it is stopped with Ctrl-C.

    Nothing is asked of any other machine. Without --token only this machine gets in.

    \b
    Examples:
      dateline serve
      dateline serve --ledger mosul.db --port 9000
      dateline serve --host 0.0.0.0 --allow-host desk.example.org --token "$TOKEN"
    """
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise typer.BadParameter(f"a token of {len(token)} characters is guessed; give at least {SHORTEST_TOKEN}", param_hint="--token")
    if token is None and not _is_loopback(host):
        raise typer.BadParameter(f"{host} can be reached by others; give a --token that they must show", param_hint="--host")
    with _listen(host, port) as listening:
        # Imported here: the web framework takes half a second that no other command should wait for.
        import uvicorn

        from dateline.web import create_app

        # A ledger that is not there yet is made where it is a plain file, so that the first run has something to fill.
        names = [*(allow_host or ()), *([host] if host not in ("0.0.0.0", "::") else [])]
        app = create_app(ledger, token=token, hosts=names, samples=_samples(), create=True)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        say(f"serving {ledger} at {address} (stop with Ctrl-C)" + ("" if token is None else "; log in with the token"))
        server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Take a port before anything else is done, so that one that is taken is told at once.

    Raises:
        typer.BadParameter: if it cannot be had.
    """
    said = f"{host} port {port} cannot be listened on ({{}}); give another --port"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise typer.BadParameter(said.format(error.strerror), param_hint="--host") from None
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise typer.BadParameter(said.format(error.strerror), param_hint="--port") from None
    return listening


def _is_loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _samples() -> Path | None:
    """Return the folder of sample reports, which comes with the source and not with a wheel; ``$DATELINE_SAMPLES`` names another."""
    named = os.environ.get("DATELINE_SAMPLES")
    found = Path(named) if named else Path(__file__).resolve().parents[3] / "samples"
    return found if found.is_dir() else None
