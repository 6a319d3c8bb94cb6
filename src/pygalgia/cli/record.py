"""`pygalgia record`: assess one person's record on a server, as a FHIR document."""

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pygalgia.errors import Problem, RequestError
from pygalgia.writing import whole_file

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def record(
    patient: Annotated[str, typer.Argument(help="The id of the Patient.")],
    *,
    servers: Annotated[Path, typer.Option(help="File of servers, in the form of PYGALGIA_SMART_SERVERS.")],
    iss: Annotated[str, typer.Option(help="The address of the server's FHIR, as that file has it.")],
    key: Annotated[
        Path | None,
        typer.Option(help="File of our private key, a JWK [default: that of the file of servers]."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write [default: standard output].")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Put the report on paper in.")] = False,
    form: Annotated[str, typer.Option(help="Fill this form from the record instead of assessing it.")] = "",
) -> None:
    """Assess a person's record on a server (SMART Backend Services); nothing is written there."""
    import pygalgia
    from pygalgia.records import RecordReader, load_codes
    from pygalgia.records.assess import assess_record
    from pygalgia.records.forms.populate import form_asked, populated
    from pygalgia.records.smart.backend import private_key, record_of
    from pygalgia.records.smart.launch import read_servers
    from pygalgia.records.smart.outgoing import UnreachableError

    server = read_servers(servers).get(iss.rstrip("/"))
    if server is None:
        raise _wrong(iss, where="--iss", expected=f"a server of {servers.name}")
    if not _ID.fullmatch(patient):
        raise _wrong(patient, where="PATIENT", expected="the id of a Patient")
    try:
        fetched = record_of(server, key=private_key(key) if key else None, person=patient)
    except UnreachableError as error:
        raise RequestError([error.problem]) from error
    knowledge = pygalgia.load()
    reader = RecordReader(knowledge, load_codes(knowledge.base))
    now = datetime.now(UTC)
    if form:
        named = form_asked({}, form)
        made = populated(fetched.record, reader, form=named, now=now, also=fetched.issues)
    else:
        made = assess_record(fetched.record, reader, now=now, with_pdf=pdf, also=fetched.issues)
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.write(text)
        return
    with whole_file(out) as file:
        file.write(text.encode())


def _wrong(found: str, *, where: str, expected: str) -> RequestError:
    return RequestError([Problem(where=where, found=repr(found), expected=expected, fix="correct it")])
