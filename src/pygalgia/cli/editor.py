"""`pygalgia editor`: the first admin, and a way back in when a password is lost."""

import sys
from typing import Annotated

import typer

app = typer.Typer(help="Let people into the editors' area of the web application.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(help="A word or an e-mail address.")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]


@app.command("add-admin")
def add_admin(
    login: Login,
    *,
    name: Annotated[str, typer.Option(help="The name, as it signs pages.")],
    qualification: Annotated[str, typer.Option(help='Such as "GP" or "physiotherapist".')] = "",
    password_stdin: Stdin = False,
) -> None:
    """Add an admin, who can then add other editors in the browser."""
    from pygalgia.store import schema
    from pygalgia.store.database import default_url, open_database
    from pygalgia.store.editors import Editors

    password = _password(from_stdin=password_stdin)
    database = open_database(default_url())
    try:
        schema.upgrade(database)
        Editors(database).add(
            login, password, name=name, role="admin", qualification=qualification, by="command line"
        )
    finally:
        database.close()
    typer.echo(f"Added {login}. Log in at /editor.")


@app.command("set-password")
def set_password(login: Login, *, password_stdin: Stdin = False) -> None:
    """Set somebody's password and lift a lock-out; every login of theirs ends."""
    from pygalgia.store import schema
    from pygalgia.store.database import default_url, open_database
    from pygalgia.store.editors import Editors

    password = _password(from_stdin=password_stdin)
    database = open_database(default_url())
    try:
        schema.require_newest(database)
        Editors(database).set_password(login, password, by="command line")
    finally:
        database.close()
    typer.echo(f"Set the password of {login}.")


@app.command("remove-second-factor")
def remove_second_factor(login: Login) -> None:
    """Let somebody in who lost authenticator and recovery codes: their password alone is enough again."""
    from pygalgia.store import schema
    from pygalgia.store.database import default_url, open_database
    from pygalgia.store.second_factors import SecondFactors

    database = open_database(default_url())
    try:
        schema.require_newest(database)
        gone = SecondFactors(database).remove(login, by="command line")
    finally:
        database.close()
    typer.echo(f"{'Took it away from' if gone else 'There was none of'} {login}.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True))
