"""What the sign-in window says of this desk before anything secret is opened: public words in a small file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from clerk_app.app.place import Place
from clerk_app.settings.durable_file import read_file, replace_file

_FILE = "desk.json"
_MOST_CLERKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskName:
    """Municipality, counter, desk code; ``clerks`` are the user names that have signed in here.

    ``until``: for each of them the moment (microseconds UTC) up to which the centre's grant lets them in without it.
    """

    municipality: str = ""
    counter: str = ""
    desk: str = ""
    clerks: tuple[str, ...] = ()
    until: Mapping[str, int] = field(default_factory=dict)


def name_file(place: Place) -> Path:
    """Where the words are kept."""
    return place.paths.root / _FILE


def load_name(place: Place) -> DeskName:
    """What was saved; empty words before enrolment or where the file cannot be read."""
    raw = read_file(name_file(place))
    try:
        kept = json.loads(raw or b"{}")
        until = {user: int(ends) for user, ends in kept.get("until", {}).items()}
        return DeskName(**{**kept, "clerks": tuple(kept.get("clerks", ())), "until": until})
    except (ValueError, TypeError, AttributeError):
        return DeskName()


def save_name(place: Place, name: DeskName) -> None:
    """Keep the words durably."""
    replace_file(name_file(place), json.dumps(asdict(name), ensure_ascii=False).encode())


def note_clerk(place: Place, user: str, ends: int = 0) -> None:
    """Offer this clerk first at the next sign-in; ``ends`` is when their grant does, 0 for one who has none yet."""
    name = load_name(place)
    clerks = (user, *(one for one in name.clerks if one != user))[:_MOST_CLERKS]
    until = {**name.until, **({user: ends} if ends else {})}
    kept = {one: until[one] for one in clerks if one in until}
    save_name(place, replace(name, clerks=clerks, until=kept))
