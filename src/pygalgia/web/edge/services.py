"""What every request can reach: the knowledge, loaded once, and the store."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

import pygalgia
from pygalgia.extras import refusal
from pygalgia.records import CodeMap, RecordReader, load_codes
from pygalgia.records.hooks import Hooks
from pygalgia.records.smart.clients import Clients, read_clients
from pygalgia.records.smart.launch import Server, read_servers
from pygalgia.store.audit import Audit
from pygalgia.store.content import Content
from pygalgia.store.database import Database
from pygalgia.store.editors import Editors
from pygalgia.store.interviews import Interviews
from pygalgia.store.logins import Logins
from pygalgia.store.rates import SharedRates
from pygalgia.store.reports import Reports
from pygalgia.store.second_factors import SecondFactors
from pygalgia.store.sign_offs import SignOffs
from pygalgia.texts import ENGLISH, language
from pygalgia.web.content.catalogue import Catalogue
from pygalgia.web.edge.launches import ORIGIN_LASTS, Launches, Origin
from pygalgia.web.edge.leaving import Leaving
from pygalgia.web.edge.limits import Limits
from pygalgia.web.edge.remembering import RememberingInterviewer
from pygalgia.web.edge.settings import Settings


@dataclass(frozen=True)
class Services:
    """The parts of a running application; made once by `create_app`.

    Attributes:
        english: The knowledge in English; `knowledge` is in the language spoken now.
    """

    settings: Settings
    english: pygalgia.Knowledge
    database: Database

    @property
    def knowledge(self) -> pygalgia.Knowledge:
        """The knowledge, in the language spoken now."""
        return self.english.in_language(language())

    @cached_property
    def leaving(self) -> Leaving:
        """Whether this process was told to stop."""
        return Leaving(seconds=self.settings.drain_seconds)

    @cached_property
    def interviews(self) -> Interviews:
        """Saved interviews."""
        return Interviews(self.database, keep_days=self.settings.keep_days)

    @property
    def interviewer(self) -> RememberingInterviewer:
        """Leads interviews in the language spoken now."""
        tongue = language()
        return self._interviewers.setdefault(tongue, RememberingInterviewer(self.knowledge))

    def speaks(self, tongue: str) -> bool:
        """Return whether interviews were led in a language already: the first one takes a second."""
        return tongue in self._interviewers

    @cached_property
    def _interviewers(self) -> dict[str, RememberingInterviewer]:
        return {}

    @property
    def records(self) -> RecordReader:
        """Reads health records, and tells them in the language spoken now."""
        return self._record_readers.setdefault(language(), RecordReader(self.knowledge, self._codes))

    @cached_property
    def _record_readers(self) -> dict[str, RecordReader]:
        return {}

    @cached_property
    def _codes(self) -> CodeMap:
        return load_codes(self.english.base, *self.settings.record_codes)

    def refuse_wrong_files(self) -> None:
        """Read the files that the settings name, so that a wrong one is refused at the start.

        Raises:
            RequestError: with every problem of the first that is wrong, or that a library is missing.
        """
        try:
            _ = self.hook_clients, self.smart_servers
        except ModuleNotFoundError as error:
            raise (refusal(error) or error) from error
        if self.settings.record_codes:
            _ = self.records

    @property
    def hooks(self) -> Hooks:
        """Judges calls of CDS Hooks, in the language spoken now."""
        public = self.settings.public_url
        address = f"{public}/smart/launch" if public and self.smart_servers else ""
        return self._hooks.setdefault(language(), Hooks(self.records, address))

    @cached_property
    def _hooks(self) -> dict[str, Hooks]:
        return {}

    @cached_property
    def hook_clients(self) -> Clients | None:
        """The programs that may call CDS Hooks; None where none is registered."""
        return read_clients(Path(self.settings.hook_clients)) if self.settings.hook_clients else None

    @cached_property
    def smart_servers(self) -> dict[str, Server]:
        """The servers of records that may launch us."""
        return read_servers(Path(self.settings.smart_servers)) if self.settings.smart_servers else {}

    @cached_property
    def launches(self) -> Launches:
        """Launches on their way."""
        return Launches(self.database.clock)

    @cached_property
    def origins(self) -> Launches:
        """Of which person on which server an interview is, by its id."""
        return Launches(self.database.clock, lasts=ORIGIN_LASTS)

    def may_write_back(self, interview: str) -> bool:
        """Return whether the result of an interview can be written to the record that it began from."""
        origin = self.origins.waiting(interview)
        server = self.smart_servers.get(origin.iss) if isinstance(origin, Origin) else None
        return server is not None and server.may_write

    @property
    def catalogue(self) -> Catalogue:
        """The pages made from the knowledge, in the language spoken now."""
        return self._catalogues.setdefault(language(), Catalogue(self.knowledge.base))

    @property
    def english_catalogue(self) -> Catalogue:
        """The same in English: what is signed, and whose versions are told apart."""
        return self._catalogues.setdefault(ENGLISH, Catalogue(self.english.base))

    @cached_property
    def _catalogues(self) -> dict[str, Catalogue]:
        return {}

    @cached_property
    def content(self) -> Content:
        """What the pages say and since when, and the search."""
        return Content(self.database)

    @cached_property
    def reports(self) -> Reports:
        """The editors' queue."""
        return Reports(self.database)

    @cached_property
    def sign_offs(self) -> SignOffs:
        """Signatures under pages."""
        return SignOffs(self.database)

    @cached_property
    def second_factors(self) -> SecondFactors:
        """What editors prove beside their password."""
        return SecondFactors(self.database)

    @cached_property
    def editors(self) -> Editors:
        """Who may work in the editors' area."""
        return Editors(self.database)

    @cached_property
    def logins(self) -> Logins:
        """Where editors are logged in."""
        return Logins(self.database)

    @cached_property
    def audit(self) -> Audit:
        """The audit log."""
        return Audit(self.database)

    @cached_property
    def limits(self) -> Limits:
        """How much one address may ask for in a minute."""
        rates = SharedRates(self.database) if self.settings.share_limits else None
        return Limits(per_minute=self.settings.requests_per_minute, rates=rates)


def services(request: Request) -> Services:
    """Return the services of the application that answers this request."""
    found: Services = request.app.state.services
    return found


async def _awaited(request: Request) -> Services:
    """Return the same. What a route needs first is awaited: else a thread is woken for this alone."""
    return services(request)


#: Write `here: Here` in a route's parameters to reach the services.
Here = Annotated[Services, Depends(_awaited)]
