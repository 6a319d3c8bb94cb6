"""Everything that is kept about a person, as the file that they may download (`pygalgia/my-data/1`)."""

import json
from datetime import datetime

from pydantic import TypeAdapter

from pygalgia.domain.diary import Diary, Entry
from pygalgia.store.interviews import Link, SavedInterview

SCHEMA = "pygalgia/my-data/1"
_NOTES = TypeAdapter(tuple[Entry, ...])


def my_data(saved: SavedInterview, *, diary: Diary, links: tuple[Link, ...]) -> str:
    """Return the file, as JSON text that a person can read too.

    The keys that open the answers (the one in the cookie, and those of private links) are not in it:
    only fingerprints of them are kept, and a file that opened the answers would be a danger to lose.

    Args:
        saved: The interview as it is kept; its answers go into the file as they stand in the database.
        diary: Every note.
        links: Every private link that was made, revoked ones too.
    """
    data = {
        "schema": SCHEMA,
        "kept": {
            "first_saved_at": _moment(saved.created_at),
            "answers_last_saved_at": _moment(saved.updated_at),
            "answers_saved_times": saved.version,
            "deleted_by_itself_at": _moment(saved.expires_at),
        },
        "answers": json.loads(saved.document),
        "diary": _NOTES.dump_python(diary.entries, mode="json"),
        "private_links": [_link(each) for each in links],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _link(link: Link) -> dict[str, str | None]:
    return {
        "for": "clinician" if link.purpose == "clinician" else "coming back",
        "made_at": _moment(link.created_at),
        "revoked_at": _moment(link.revoked_at) if link.revoked_at else None,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
