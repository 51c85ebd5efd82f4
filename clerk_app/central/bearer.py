"""Bearer tokens: a secret that stands for whoever signed in, told once and kept as no more than its digest."""

from __future__ import annotations

import hashlib
import secrets

from clerk_app.domain.errors import Refused

_SCHEME = "bearer"


def new_token() -> str:
    """One that nobody guesses."""
    return secrets.token_urlsafe(32)


def token_of(authorization: str) -> str:
    """The token that an ``Authorization`` header carries; raises ``Refused('unauthenticated')`` where it has none."""
    kind, _, token = authorization.partition(" ")
    if kind.lower() != _SCHEME or not token:
        raise Refused("unauthenticated")
    return token


def digest_of(token: str) -> bytes:
    """A token is as long as a key, so a plain digest is enough to find it by and useless to whoever reads it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
