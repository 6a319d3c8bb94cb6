"""Set up `.venv` from a hashed lock file (`run`, `test`), or write the lock files anew (`lock`).

Only the standard library, and every step may be repeated: after an interruption the same command goes on.
The work is done by uv, the one on the PATH or the one that `locks/uv.txt` pins: an old pip reads a lock file
in its own way, so that a release made years after the lock can break a set-up. No file here names a package
index: uv is told what this machine's pip is configured for.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

VENV = Path(".venv")
LOCKS = Path("locks")
BIN = "Scripts" if os.name == "nt" else "bin"
# The environments, each holding the ones before it.
HELD = ("run", "test")
# Two that must read the lock files alike: the tests ask both.
PIPS = ("oldest", "newest")
# What the lock files hold; every choice of packages stands in pyproject.toml.
COMPILE = [
    *("--quiet", "--universal", "--fork-strategy", "fewest", "--python-version", "3.11", "--generate-hashes"),
    *("--no-strip-extras", "--no-header", "--no-annotate", "--no-emit-index-url"),
]
# What pip calls it, and the variable by which uv knows it. Last: what uv wants between several.
SAME_SETTING = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "no-index": ("UV_NO_INDEX", " "),
}


class SetUpError(Exception):
    """The environment cannot be set up; the text says why and what to do."""


def main() -> int:
    """Set up what the one argument names; the exit code."""
    os.chdir(Path(__file__).resolve().parent.parent)
    try:
        if sys.argv[1:] == ["lock"]:
            write_locks()
        else:
            set_up(*sys.argv[1:])
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Give the same command again: what is already there is kept.", file=sys.stderr)
        return 130
    return 0


def set_up(name: str) -> None:
    """Make the environment hold what `locks/run.txt` or `locks/test.txt` says, unless it does already."""
    wanted = digest(name)
    if (VENV / BIN / "python").exists() and read(VENV / f"holds-{name}") == wanted:
        return
    python = environment()
    for held in HELD:
        (VENV / f"holds-{held}").unlink(missing_ok=True)
    sync(found_uv(python, ("pip", "sync"), knows="--require-hashes"), name)
    # What the tests need contains what is needed to run, at the same versions.
    for held in HELD[: HELD.index(name) + 1]:
        (VENV / f"holds-{held}").write_text(digest(held), encoding="utf-8")


def digest(name: str) -> str:
    """What an environment was made from: its place, its Python, its lock file, the project's description."""
    parts = [made_in().encode(), (LOCKS / f"{name}.txt").read_bytes(), Path("pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def made_in() -> str:
    """Where an environment stands and with which Python: its programs work at no other place."""
    return f"{VENV.absolute()} Python {sys.version_info.major}.{sys.version_info.minor}"


def read(path: Path) -> str | None:
    """The text of a file, None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def write_locks() -> None:
    """Write every lock file from pyproject.toml; pins stay unless `UPGRADE=1` asks for the newest."""
    uv = found_uv(environment(), ("pip", "compile"), knows="--group")
    newest = ["--upgrade"] if os.environ.get("UPGRADE") else []

    def compiled(name: str, what: list[str]) -> None:
        run_uv(uv, ["pip", "compile", *COMPILE, *newest, *what, "--output-file", str(LOCKS / f"{name}.txt")])

    compiled("run", ["pyproject.toml", "--extra", "web", "--group", "build"])
    # The tests run what users run: the second file takes every version from the first.
    agreed = ["--constraint", str(LOCKS / "run.txt")]
    compiled("test", ["pyproject.toml", "--all-extras", "--group", "build", "--group", "dev", *agreed])
    for group in ("uv", *(f"pip-{age}" for age in PIPS)):
        compiled(group, ["--group", group])


def environment() -> Path:
    """The interpreter of `.venv`, which is made where it is missing, half made, or came from elsewhere."""
    python = VENV / BIN / "python"
    if not whole(python):
        print(f"Setting up {VENV}, once; this takes less than a minute ...", file=sys.stderr)
        made()
    return python


def whole(python: Path) -> bool:
    """Whether this is an environment that was finished, in this place, and whose interpreter still runs."""
    return read(VENV / "made-in") == made_in() and printed([python, "-m", "pip", "--version"]) is not None


def made() -> None:
    """Make `.venv` anew with the interpreter that runs this file."""
    try:
        import ensurepip  # noqa: F401 - only asked whether they are there
        import venv  # noqa: F401
    except ImportError as missing:
        message = (
            f"{sys.executable} cannot make a virtual environment: its module {missing.name} is missing.\n"
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
        raise SetUpError(message) from None
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
    except OSError as refused:
        message = (
            f"Cannot make {VENV.absolute()}: {refused.strerror}.\n"
            "The environment is set up in the project's own folder: copy that to a place where you may write."
        )
        raise SetUpError(message) from None
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{sys.executable} could not make {VENV}:\n{last_lines(done.stdout + done.stderr)}"
        raise SetUpError(message)
    (VENV / "made-in").write_text(made_in(), encoding="utf-8")


def found_uv(python: Path, command: Sequence[str], *, knows: str) -> Path:
    """The uv on the PATH where it knows what is asked of it, else the pinned one, in a folder of its own."""
    on_path = shutil.which("uv")
    if on_path:
        usage = printed([on_path, *command, "--help"])
        if usage is not None and knows in usage:
            return Path(on_path)
    folder = VENV / "uv"
    uv = folder / "bin" / "uv"
    if printed([uv, "--version"]) is None:
        shutil.rmtree(folder, ignore_errors=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        only = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", str(folder)]
        checked([*pip, *only, "-r", str(LOCKS / "uv.txt")], os.environ.copy())
    return uv


def printed(command: Sequence[Path | str]) -> str | None:
    """What a command prints; None where it cannot be run or says that it failed."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def sync(uv: Path, name: str) -> None:
    """Install what a lock file says, by hash, remove all else, and add the project of this folder."""
    run_uv(uv, ["pip", "sync", "--quiet", "--require-hashes", str(LOCKS / f"{name}.txt")])
    # Without isolation, because what builds the project is in the lock file too.
    run_uv(uv, ["pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."])
    for age in PIPS if name == "test" else ():
        install = [
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "--target",
            str(VENV / "pips" / age),
        ]
        run_uv(uv, [*install, "-r", str(LOCKS / f"pip-{age}.txt")])


def run_uv(uv: Path, arguments: list[str]) -> None:
    """Run uv on this environment, with what pip is configured for.

    Raises:
        SetUpError: uv failed.
    """
    python = VENV / BIN / "python"
    where = ["--python", str(python)] if arguments[1] != "compile" else []
    checked([uv, *arguments, *where], {**same_settings(python), **os.environ})


def checked(command: list[Path | str], variables: dict[str, str]) -> None:
    """Run a command whose words are shown.

    Raises:
        SetUpError: it failed, with what may be done.
    """
    if subprocess.run(command, env=variables, check=False).returncode:
        message = (
            f"{Path(command[0]).name} could not install what {VENV} needs; its reason stands above.\n"
            "No network, or an index behind a proxy or a password? uv is given what `pip config list`\n"
            "shows, and its own variables come first: UV_DEFAULT_INDEX, HTTPS_PROXY, SSL_CERT_FILE.\n"
            "Then give the same command again: what is already there is kept."
        )
        raise SetUpError(message)


def same_settings(python: Path) -> dict[str, str]:
    """The environment variables that let uv find packages where pip finds them."""
    variables = {
        # Every file is checked against the lock's hash, so that any index may give it.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        # The choice of interpreter is made; uv need not look for others or fetch one.
        "UV_PYTHON_DOWNLOADS": "never",
    }
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        variables["UV_SYSTEM_CERTS"] = "true"
    for name, value in pip_settings(python).items():
        if value and name in SAME_SETTING:
            variable, between = SAME_SETTING[name]
            variables[variable] = between.join(value.split())
    return variables


def pip_settings(python: Path) -> dict[str, str]:
    """What pip is configured for when it installs, from its files and its variables, by name."""
    listed = printed([python, "-m", "pip", "config", "list"]) or ""
    found: dict[str, str] = {}
    # pip lists them by section; the later of these goes first for `pip install`.
    for section in ("global.", "install.", ":env:."):
        for row in listed.splitlines():
            name, _, value = row.partition("=")
            if name.startswith(section):
                found[name.removeprefix(section)] = str(ast.literal_eval(value))
    return found


def last_lines(text: str) -> str:
    """The end of what a program said."""
    return "\n".join(text.strip().splitlines()[-6:])


if __name__ == "__main__":
    sys.exit(main())
