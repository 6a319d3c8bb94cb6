"""`pygalgia diary`: note how the pain goes, see its trend, and plan the days."""

import typer

app = typer.Typer(help="Note how the pain goes, see its trend, and plan the days.", no_args_is_help=True)


@app.callback()
def diary() -> None:
    """Note how the pain goes, see its trend, and plan the days."""
