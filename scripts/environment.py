"""Set up `.venv` from a lock file (`run`, `test`), or a folder (`install FOLDER`); write the locks (`lock`).

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
    from collections.abc import Callable, Sequence

VENV = Path(".venv")
LOCKS = Path("locks")
UNFINISHED = VENV / "unfinished"
BIN = "Scripts" if os.name == "nt" else "bin"
# The environments, each holding the ones before it.
HELD = ("run", "test")
# Two that must read the lock files alike: the tests ask both.
PIPS = ("oldest", "newest")
# What the lock files hold; every choice of packages stands in pyproject.toml.
COMPILE = [
    *("--universal", "--fork-strategy", "fewest", "--python-version", "3.11", "--generate-hashes"),
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
    """Do what the arguments name; the exit code."""
    os.chdir(Path(__file__).resolve().parent.parent)
    try:
        match sys.argv[1:]:
            case ["lock"]:
                write_locks()
            case ["install", folder, *built]:
                install(Path(folder), *built)
            case [name]:
                set_up(name)
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Give the same command again: what was downloaded is kept.", file=sys.stderr)
        return 130
    return 0


def set_up(name: str) -> None:
    """Make the environment hold what `locks/run.txt` or `locks/test.txt` says, unless it does already."""
    wanted = digest(name)
    if interpreter(VENV).exists() and read(VENV / f"holds-{name}") == wanted:
        return
    if UNFINISHED.exists():
        # It was ended while packages were put in place: one may lack a file, and nothing would notice.
        make_anew(VENV)
    made_ready(VENV)
    for held in HELD:
        (VENV / f"holds-{held}").unlink(missing_ok=True)
    run = uv(VENV, ("pip", "sync"), knows="--require-hashes")
    UNFINISHED.touch()
    try:
        fill(run, name)
    except SetUpError:
        UNFINISHED.unlink()
        raise
    UNFINISHED.unlink()
    # What the tests need contains what is needed to run, at the same versions.
    for held in HELD[: HELD.index(name) + 1]:
        (VENV / f"holds-{held}").write_text(digest(held), encoding="utf-8")


def fill(run: Callable[..., None], name: str) -> None:
    """Install what a lock file says, by hash, remove all else, and add the project of this folder."""
    run("pip", "sync", "--require-hashes", lock(name))
    # Without isolation, because what builds the project is in the lock file too.
    run("pip", "install", "--no-deps", "--no-build-isolation", "--editable", ".")
    for age in PIPS if name == "test" else ():
        alone = ("--no-deps", "--target", str(VENV / "pips" / age))
        run("pip", "install", "--require-hashes", *alone, "-r", lock(f"pip-{age}"))


def install(folder: Path, *built: str) -> None:
    """Install the project into an environment elsewhere, so that this folder is not needed any more.

    Args:
        folder: Where the environment shall be, an absolute path.
        built: Wheels that the project was built as, with their extras, to be installed in place of what the
            lock file holds: the project, its web application and what builds them.
    """
    made_ready(folder)
    run = uv(folder, ("pip", "sync"), knows="--require-hashes")
    if built:
        run("pip", "install", "--constraint", lock("test"), *built)
        return
    run("pip", "sync", "--require-hashes", lock("run"))
    run("pip", "install", "--no-deps", "--no-build-isolation", "--reinstall", ".")


def lock(name: str) -> str:
    """The path of a lock file."""
    return str(LOCKS / f"{name}.txt")


def digest(name: str) -> str:
    """What an environment was made from: its place, its Python, its lock file, the project's description."""
    parts = [made_in(VENV).encode(), Path(lock(name)).read_bytes(), Path("pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def made_in(venv: Path) -> str:
    """Where an environment stands and with which Python: its programs work at no other place."""
    return f"{venv.absolute()} Python {sys.version_info.major}.{sys.version_info.minor}"


def read(path: Path) -> str | None:
    """The text of a file, None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def write_locks() -> None:
    """Write every lock file from pyproject.toml; pins stay unless `UPGRADE=1` asks for the newest."""
    made_ready(VENV)
    run = uv(VENV, ("pip", "compile"), knows="--group")
    newest = ["--upgrade"] if os.environ.get("UPGRADE") else []

    def compiled(name: str, what: list[str]) -> None:
        run("pip", "compile", *COMPILE, *newest, *what, "--output-file", lock(name))

    compiled("run", ["pyproject.toml", "--extra", "web", "--group", "build"])
    # The tests run what users run: the second file takes every version from the first.
    agreed = ["--constraint", lock("run")]
    compiled("test", ["pyproject.toml", *tested_extras(), "--group", "build", "--group", "dev", *agreed])
    for group in ("uv", *(f"pip-{age}" for age in PIPS)):
        compiled(group, ["--group", group])


def tested_extras() -> list[str]:
    """Every extra but Spark, which is half a gigabyte and built from source."""
    import tomllib

    described = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    names = described["project"]["optional-dependencies"]
    return [word for name in names if name != "spark" for word in ("--extra", name)]


def made_ready(venv: Path) -> None:
    """Make an environment where it is missing, half made, or came from elsewhere."""
    whole = read(venv / "made-in") == made_in(venv) and printed([interpreter(venv), "-m", "pip", "--version"])
    if not whole:
        print(f"Setting up {venv}, once; this takes less than a minute ...", file=sys.stderr)
        make_anew(venv)


def interpreter(venv: Path) -> Path:
    """The Python of an environment."""
    return venv / BIN / "python"


def make_anew(venv: Path) -> None:
    """Make an environment with the interpreter that runs this file, in place of what stands there."""
    try:
        import ensurepip  # noqa: F401 - only asked whether they are there
        import venv as _  # noqa: F401
    except ImportError as missing:
        message = (
            f"{sys.executable} cannot make a virtual environment: its module {missing.name} is missing.\n"
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
        raise SetUpError(message) from None
    try:
        if venv.exists():
            shutil.rmtree(venv)
        venv.mkdir(parents=True)
    except OSError as refused:
        message = (
            f"Cannot make {venv.absolute()}: {refused.strerror}.\n"
            "The environment is set up in the project's own folder: copy that to a place where you may write."
        )
        raise SetUpError(message) from None
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{sys.executable} could not make {venv}:\n{last_lines(done.stdout + done.stderr)}"
        raise SetUpError(message)
    (venv / "made-in").write_text(made_in(venv), encoding="utf-8")


def uv(venv: Path, command: Sequence[str], *, knows: str) -> Callable[..., None]:
    """A function that runs uv on an environment, with what its pip is configured for.

    It is the uv on the PATH where that knows the option asked for, else the pinned one.
    """
    program = shutil.which("uv")
    usage = printed([program, *command, "--help"]) if program else None
    chosen = program if program and usage and knows in usage else str(pinned_uv(venv))
    variables = {**same_settings(venv), **os.environ}

    def run(*arguments: str) -> None:
        where = () if "compile" in arguments else ("--python", str(interpreter(venv)))
        checked([chosen, *arguments, "--quiet", *where], variables)

    return run


def pinned_uv(venv: Path) -> Path:
    """The uv of the lock file, in a folder of its own inside the environment."""
    program = venv / "uv" / "bin" / "uv"
    if printed([program, "--version"]) is None:
        shutil.rmtree(venv / "uv", ignore_errors=True)
        pip = [str(interpreter(venv)), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        only = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", str(venv / "uv")]
        checked([*pip, "--quiet", *only, "-r", lock("uv")], os.environ.copy())
    return program


def printed(command: Sequence[Path | str]) -> str | None:
    """What a command prints; None where it cannot be run or says that it failed."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def checked(command: Sequence[str], variables: dict[str, str]) -> None:
    """Run a command whose words are shown.

    Raises:
        SetUpError: it failed, with what may be done.
    """
    if subprocess.run(command, env=variables, check=False).returncode:
        program = "pip" if "-m" in command else "uv"
        message = (
            f"{program} could not do its part of the set-up; its reason stands above.\n"
            "No network, or an index behind a proxy or a password? uv is given what `pip config list`\n"
            "shows, and its own variables come first: UV_DEFAULT_INDEX, HTTPS_PROXY, SSL_CERT_FILE.\n"
            "Then give the same command again: what was downloaded is kept."
        )
        raise SetUpError(message)


def same_settings(venv: Path) -> dict[str, str]:
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
    for name, value in pip_settings(venv).items():
        if value and name in SAME_SETTING:
            variable, between = SAME_SETTING[name]
            variables[variable] = between.join(value.split())
    return variables


def pip_settings(venv: Path) -> dict[str, str]:
    """What pip is configured for when it installs, from its files and its variables, by name."""
    listed = printed([interpreter(venv), "-m", "pip", "config", "list"]) or ""
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
