"""Which passwords editors may have: long enough, and not soon guessed.

No rules of composition, as NIST SP 800-63B has it; but a password that stands in lists of broken ones, or is
made of their pieces, names, dates and rows of keys, is refused. The lists come with the estimate: nothing
of a password leaves the process.

Source:
    D. L. Wheeler, zxcvbn: low-budget password strength estimation, USENIX Security 2016.
"""

from collections.abc import Sequence

from pygalgia.errors import Problem

PASSWORD_LENGTHS = (12, 256)
#: Guesses, as a power of ten: what an attacker with the hashes needs days for, at ten thousand in a second.
FEWEST_GUESSES = 10
#: The estimate grows with the square of the length; what begins so long is not guessed.
_ESTIMATED = 72


def password_problems(password: str, own: Sequence[str] = ()) -> list[Problem]:
    """Return what is wrong with a password, whose owner's login and name are `own`; empty if nothing is."""
    low, high = PASSWORD_LENGTHS
    if len(password) < low:
        return [_problem(f"{len(password)} characters", f"{low} to {high}", "use a longer phrase")]
    if len(password) > high:
        return [_problem(f"{len(password)} characters", f"{low} to {high}", "use a shorter one")]
    # Thirteen megabytes of lists, for the rare moment when an editor chooses a password.
    from zxcvbn import zxcvbn

    if zxcvbn(password[:_ESTIMATED], user_inputs=list(own))["guesses_log10"] < FEWEST_GUESSES:
        return [
            _problem(
                "one that is soon guessed",
                "none from lists of known passwords, names, dates or rows of keys",
                "use four or more words that do not belong together",
            )
        ]
    return []


def _problem(found: str, expected: str, fix: str) -> Problem:
    return Problem(where="password", found=found, expected=expected, fix=fix)
