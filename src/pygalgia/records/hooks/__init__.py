"""CDS Hooks 2.0: short cards in the work of a clinician, and none where nothing is to be said."""

from pygalgia.records.hooks.cards import Card
from pygalgia.records.hooks.judging import Hooks
from pygalgia.records.hooks.request import HookRequest, MissingDataError, hook_request
from pygalgia.records.hooks.services import SERVICES, Service, discovery

__all__ = [
    "SERVICES",
    "Card",
    "HookRequest",
    "Hooks",
    "MissingDataError",
    "Service",
    "discovery",
    "hook_request",
]
