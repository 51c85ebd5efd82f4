"""Acts at the centre: entries of a case that stands; the paper comes as an enclosure, as every one does."""

from __future__ import annotations

from clerk_app.central.casework import Done
from clerk_app.central.recording import Effect, Recording
from clerk_app.central.verdicts import ACCEPTED
from clerk_app.domain.act_bodies import ActMade, ActUpgraded


def keep(_recording: Recording, _body: ActMade | ActUpgraded) -> Done:
    """Take it: the act is the handler's, and the desk tells what became of its signature."""
    return ACCEPTED, []


ACT_EFFECTS: dict[type, Effect] = {ActMade: keep, ActUpgraded: keep}
