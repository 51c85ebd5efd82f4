"""Acts at the centre: entries of a case that stands; the paper comes as an enclosure, as every one does."""

from __future__ import annotations

import hashlib

from clerk_app.central import awaited
from clerk_app.central.casework import Done
from clerk_app.central.recording import Effect, Recording
from clerk_app.central.shortening import plain
from clerk_app.central.verdicts import ACCEPTED
from clerk_app.contract.delivery import ID_SIGNS
from clerk_app.domain.act_bodies import ActMade, ActUpgraded
from clerk_app.domain.delivery_told import DocumentCame
from clerk_app.domain.values import read_date

_LONGEST = 200
_HEX = frozenset("0123456789abcdef")


def keep(_recording: Recording, _body: ActUpgraded) -> Done:
    """Take it: the act is the handler's, and the desk tells what became of its signature."""
    return ACCEPTED, []


def make(recording: Recording, body: ActMade) -> Done:
    """Take it, and wait for its paper: once that is here, every desk of the office can deliver it."""
    paper, kind, signed = body.to_deliver()
    if paper.media_type == "application/pdf" and len(paper.sha256) == 64 and set(paper.sha256) <= _HEX:
        request = recording.request
        named = f"{request.desk} {request.seq} {paper.sha256}".encode()
        came = DocumentCame(
            at=recording.now,
            id=hashlib.sha256(named).hexdigest()[:ID_SIGNS],
            title=plain(paper.title, _LONGEST),
            kind=kind,
            sha256=paper.sha256,
            size=0,
            made=read_date(body.made_local[:10]),
            by=plain(body.clerk_name or body.clerk, _LONGEST),
            signed=plain(signed, _LONGEST),
            desk=recording.desk.code,
        )
        awaited.awaits(recording.connection, request, paper.sha256, came)
    return ACCEPTED, []


ACT_EFFECTS: dict[type, Effect] = {ActMade: make, ActUpgraded: keep}
