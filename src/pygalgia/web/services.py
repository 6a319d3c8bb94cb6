"""What every request can reach: the knowledge, loaded once, and the store."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request

from pygalgia import facade
from pygalgia.store.database import Database
from pygalgia.store.interviews import Interviews
from pygalgia.web.settings import Settings


@dataclass(frozen=True)
class Services:
    """The parts of a running application; made once by `create_app`."""

    settings: Settings
    knowledge: facade.Knowledge
    database: Database

    @cached_property
    def interviews(self) -> Interviews:
        """Saved interviews."""
        return Interviews(self.database, keep_days=self.settings.keep_days)


def services(request: Request) -> Services:
    """Return the services of the application that answers this request."""
    found: Services = request.app.state.services
    return found


#: Write `here: Here` in a route's parameters to reach the services.
Here = Annotated[Services, Depends(services)]
