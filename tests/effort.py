"""How much work something is, the same on every machine: calls of functions, not seconds."""

import sys
import threading


def counted(work):
    """Return what `work()` returns, and how many functions of Python and of C it calls.

    Threads that it begins count too. How long a single call of C takes does not: one that never ends is
    seen by a test that never ends.
    """
    begun = 0

    def seen(_frame, event, _argument):
        nonlocal begun
        begun += event in ("call", "c_call")

    threading.setprofile(seen)
    sys.setprofile(seen)
    try:
        result = work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return result, begun
