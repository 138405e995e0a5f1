"""Who has logged in, and the tokens that forms carry against forgery from other sites."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

#: The cookie that holds a session's id, readable by no script and sent to no other site's request.
COOKIE = "dateline_session"
#: Sessions kept; the oldest is forgotten first. One process serves one desk.
MOST = 1000
_NONCE = 16


@dataclass(frozen=True, slots=True)
class Session:
    """A browser: `key` is its cookie's value, `logged_in` whether it showed the token where one is demanded."""

    key: str
    logged_in: bool


class Sessions:
    """The browsers that are known to this process.

    A session's key is never taken from a request that was not given it here, and it is another one after the log-in (OWASP, session
    fixation).

    Args:
        token: what a browser must show to log in; ``None`` where the machine's own users are let in without.
    """

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._secret = secrets.token_bytes(32)
        self._known: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def needs_token(self) -> bool:
        """Whether nobody is let in without the token."""
        return self._token is not None

    def find(self, key: str | None) -> Session | None:
        """Return the session of a cookie, or ``None`` where it was not given out here."""
        with self._lock:
            return self._known.get(key or "")

    def begin(self, *, logged_in: bool = False) -> Session:
        """Return a new session with a key of its own."""
        session = Session(secrets.token_urlsafe(32), logged_in or self._token is None)
        with self._lock:
            self._known[session.key] = session
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return session

    def end(self, session: Session) -> None:
        """Forget a session."""
        with self._lock:
            self._known.pop(session.key, None)

    def is_token(self, shown: str) -> bool:
        """Return whether `shown` is the token, in a time that does not tell how much of it is right."""
        return self._token is not None and hmac.compare_digest(shown.encode(), self._token.encode())

    def form_token(self, session: Session) -> str:
        """Return what a form of this session carries; another one each time, so that a compressed page gives nothing away (BREACH)."""
        nonce = secrets.token_hex(_NONCE)
        return f"{nonce}.{self._signed(session, nonce)}"

    def is_form_token(self, session: Session, shown: str) -> bool:
        """Return whether a form token was given to this session."""
        nonce, _, signed = shown.partition(".")
        return hmac.compare_digest(self._signed(session, nonce).encode(), signed.encode())

    def _signed(self, session: Session, nonce: str) -> str:
        return hmac.new(self._secret, f"{session.key}\0{nonce}".encode(), hashlib.sha256).hexdigest()
