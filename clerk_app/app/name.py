"""What the sign-in window says of this desk before anything secret is opened: public words in a small file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from clerk_app.app.place import Place
from clerk_app.settings.durable_file import read_file, replace_file

_FILE = "desk.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskName:
    """Municipality, counter, desk code; ``clerks`` are the user names that have signed in here."""

    municipality: str = ""
    counter: str = ""
    desk: str = ""
    clerks: tuple[str, ...] = ()


def load_name(place: Place) -> DeskName:
    """What was saved; empty words before enrolment or where the file cannot be read."""
    raw = read_file(place.paths.root / _FILE)
    try:
        kept = json.loads(raw or b"{}")
        return DeskName(**{**kept, "clerks": tuple(kept.get("clerks", ()))})
    except (ValueError, TypeError, AttributeError):
        return DeskName()


def save_name(place: Place, name: DeskName) -> None:
    """Keep the words durably."""
    replace_file(place.paths.root / _FILE, json.dumps(asdict(name), ensure_ascii=False).encode())


def forget_name(place: Place) -> None:
    """Take the words away: this is no desk after all."""
    (place.paths.root / _FILE).unlink(missing_ok=True)


def note_clerk(place: Place, user: str) -> None:
    """Offer this clerk first at the next sign-in."""
    name = load_name(place)
    save_name(place, replace(name, clerks=(user, *(one for one in name.clerks if one != user))[:8]))
