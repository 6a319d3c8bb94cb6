"""Unguessable tokens. Only their hashes are kept, so that a stolen database opens no case."""

import secrets
from hashlib import sha256
from uuid import uuid4

_BYTES = 32


def new_token() -> str:
    """Return 256 random bits, safe in a URL and in a cookie."""
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> str:
    """Return what the store keeps of a token. Its 256 random bits need no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()


def new_id() -> str:
    """Return a random row id, 32 characters."""
    return uuid4().hex
