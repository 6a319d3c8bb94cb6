"""Our cookies, and the token that a form must send back so that we know it is from our own page."""

from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response

PERSON = "pygalgia-person"
EDITOR = "pygalgia-editor"


def cookie_name(request: Request, name: str) -> str:
    """Return a cookie's full name: over HTTPS it is bound to this very host."""
    return f"__Host-{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    return bool(request.scope["scheme"] == "https")


def read_cookie(request: Request, name: str) -> str | None:
    """Return the token in one of our cookies, or None."""
    return request.cookies.get(cookie_name(request, name)) or None


def set_cookie(request: Request, response: Response, name: str, token: str, *, seconds: int) -> None:
    """Set one of our cookies: unreadable for scripts, and not sent from other sites' forms."""
    response.set_cookie(
        cookie_name(request, name),
        token,
        max_age=seconds,
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response, name: str) -> None:
    """Take one of our cookies back."""
    response.delete_cookie(
        cookie_name(request, name),
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def csrf_token(request: Request, name: str | None = None) -> str:
    """Return what a form must send back as `csrf`; empty where no cookie is set.

    It follows from the cookie's token, which no other site can read; and the cookie cannot be found
    from it. Without `name` it belongs to the cookie whose forms this page has: in the editors' area the
    editor's, elsewhere the person's. An editor may have a case of their own in the same browser.
    """
    own = name or (EDITOR if request.url.path.startswith("/editor") else PERSON)
    token = read_cookie(request, own)
    return "" if token is None else sha256(f"csrf {token}".encode()).hexdigest()
