"""Acts at the centre: entries of a case that stands; the paper comes as an enclosure, as every one does."""

from __future__ import annotations

import hashlib
from typing import Any

from clerk_app.central import awaited
from clerk_app.central.casework import Done
from clerk_app.central.recording import Effect, Recording
from clerk_app.central.shortening import plain
from clerk_app.central.verdicts import ACCEPTED, refused
from clerk_app.contract.delivery import ID_SIGNS
from clerk_app.domain.act_bodies import ActMade, ActUpgraded
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery_told import DocumentCame
from clerk_app.domain.values import read_date

_LONGEST = 200
_HEX = frozenset("0123456789abcdef")


def upgrade(recording: Recording, body: ActUpgraded) -> Done:
    """Take it, and wait for the better paper of an act that is here: it takes the place of the one before everywhere.

    What the upgrade of an unknown paper says is the desk's word on its own act, and is told to nobody.
    """
    of, paper = body.replaces()
    if paper.sha256 != of and awaited.is_known(recording.connection, recording.request, paper.sha256):
        return refused("document_repeated"), []
    if paper.sha256 != of and awaited.is_known(recording.connection, recording.request, of):
        _await(recording, paper, DocumentCame(**_told(recording, paper), kind="", made="", by="", replaces=of))
    return ACCEPTED, []


def make(recording: Recording, body: ActMade) -> Done:
    """Take it, and wait for its paper: once that is here, every desk of the office can deliver it.

    A paper that the case has already is no act of its own.
    """
    paper, kind, signed = body.to_deliver()
    if awaited.is_known(recording.connection, recording.request, paper.sha256):
        return refused("document_repeated"), []
    came = DocumentCame(
        **_told(recording, paper),
        kind=kind,
        made=read_date(body.made_local[:10]),
        by=plain(body.clerk_name or body.clerk, _LONGEST),
        signed=plain(signed, _LONGEST),
    )
    _await(recording, paper, came)
    return ACCEPTED, []


def _told(recording: Recording, paper: EnclosureRef) -> dict[str, Any]:
    """What is told of any paper of an act."""
    request = recording.request
    named = f"{request.desk} {request.seq} {paper.sha256}".encode()
    return {
        "at": recording.now,
        "id": hashlib.sha256(named).hexdigest()[:ID_SIGNS],
        "title": plain(paper.title, _LONGEST),
        "sha256": paper.sha256,
        "size": 0,
        "desk": recording.desk.code,
    }


def _await(recording: Recording, paper: EnclosureRef, came: DocumentCame) -> None:
    """Wait for a paper that a desk could fetch."""
    if paper.media_type == "application/pdf" and len(paper.sha256) == 64 and set(paper.sha256) <= _HEX:
        awaited.awaits(recording.connection, recording.request, paper.sha256, came)


ACT_EFFECTS: dict[type, Effect] = {ActMade: make, ActUpgraded: upgrade}
