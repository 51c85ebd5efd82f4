"""What the centre left on a USB stick is taken in by the path that answers take on the line.

A list that is older than what this desk knows brings nothing and harms nothing; the position never goes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clerk_app.contract import bundle
from clerk_app.contract.answers import Answers
from clerk_app.contract.bundle import Answered
from clerk_app.contract.bundle_folder import LIST
from clerk_app.contract.keys import key_id
from clerk_app.contract.parcel import MOST_BYTES
from clerk_app.domain.errors import Damaged, Refused
from clerk_app.lanes import Progress, untold
from clerk_app.ports.bundle import Stick, Unconfirmed
from clerk_app.ports.clock import Clock
from clerk_app.ports.files import Uploads
from clerk_app.ports.outbox import Applied, Outbox, Reached
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.incoming import Incoming, News
from clerk_app.sync.write import Write

type Kind = Literal["new", "known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What an answer on a stick told.

    ``kind``: ``known`` when everything in it was told here before, by whatever carrier. ``confirmed`` of the entries
    that waited the centre has now, ``requests`` are citizens' requests among them, ``stopped`` need a person.
    ``numbers``: unique numbers that are new here. ``papers``: enclosures that have arrived. ``made``: when the centre
    wrote it (microseconds UTC, by its clock).
    """

    kind: Kind
    confirmed: int = 0
    requests: int = 0
    stopped: int = 0
    numbers: int = 0
    papers: int = 0
    made: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackParts:
    """What it takes to take a stick's answers in."""

    stick: Stick
    outbox: Outbox
    unconfirmed: Unconfirmed
    uploads: Uploads
    write: Write
    identity: DeskIdentity
    clock: Clock
    news: News


def bring_in(parts: BackParts, told: Progress = untold) -> Brought:
    """Take in what the centre has left for this desk.

    Raises ``Refused`` (``bundle_none``: nothing is there; ``bundle_other_desk``; ``bundle_ahead``: it goes on where
    this desk has never been), ``Damaged`` (``bundle_forged``, ``bundle_unfinished``: a file is missing or is not what
    was listed; ``desk_restored``), ``Invalid('malformed')``, ``Unavailable`` of the stick, and what ``told`` raises.
    Each answer is whole before any is believed, and applied in commits of its own: what was applied before a stop
    stays, and comes again as known.
    """
    answered = _list(parts)
    raws = _answers(parts.stick, answered)
    reached = parts.write(parts.outbox.reached)
    papers = bundle.open_papers(answered, parts.identity.opener)
    fresh = answered.position > reached.position or answered.have > reached.have
    counting = _Counting(parts.outbox, answered, reached)
    if fresh:
        incoming = Incoming(counting, parts.write, parts.identity, parts.clock, parts.news)
        for done, raw in enumerate(raws, start=1):
            if incoming.take(raw) is None:
                raise Damaged("bundle_forged")
            told(done, len(raws))
    waited = {ref.sha256 for ref in parts.unconfirmed.enclosed()}
    arrived = waited.intersection(papers)
    for sha256 in sorted(arrived):
        _arrived(parts, sha256)
    return Brought(
        kind="new" if fresh or arrived else "known",
        confirmed=counting.confirmed,
        requests=counting.requests,
        stopped=counting.stopped,
        numbers=counting.numbers,
        papers=len(arrived),
        made=answered.made,
    )


def _list(parts: BackParts) -> Answered:
    raw = parts.stick.back.get(LIST, bundle.MOST_LIST)
    if raw is None:
        raise Refused("bundle_none")
    answered = bundle.read_answered(raw, parts.identity.centre_sign)
    if (answered.desk, answered.centre) != (parts.identity.desk, key_id(parts.identity.centre_sign)):
        raise Refused("bundle_other_desk")
    reached = parts.write(parts.outbox.reached)
    if answered.after > reached.position or answered.after_have > reached.have:
        raise Refused("bundle_ahead")
    return answered


def _answers(stick: Stick, answered: Answered) -> list[bytes]:
    """All of them, as they were listed; raises ``Damaged('bundle_unfinished')``."""
    raws = []
    for item in answered.answers:
        raw = stick.back.get(item.name, MOST_BYTES)
        if raw is None or bundle.item_of(item.name, raw) != item:
            raise Damaged("bundle_unfinished")
        raws.append(raw)
    return raws


def _arrived(parts: BackParts, sha256: str) -> None:
    """The centre has an enclosure whole: it goes by no carrier any more."""
    subjects = parts.write(lambda: parts.uploads.uploaded(sha256))
    if subjects:
        parts.news.changed(subjects)


class _Counting:
    """The outbox, with a count of what the answers of a list did to it; ``reached`` is where it stood before them.

    A carrier that was faster may have told a part of an answer already. Whether it was the part in which an entry is
    held nobody can say then, and a clerk may have sent that one again since. So of such an answer only what was
    accepted is believed of entries: whatever stays open goes again, and is answered again.
    """

    def __init__(self, outbox: Outbox, answered: Answered, reached: Reached) -> None:
        self._outbox = outbox
        self._desk = answered.desk
        self._before = reached.position
        self._after = Reached(answered.after, answered.after_have)
        self.confirmed = self.requests = self.stopped = self.numbers = 0

    def apply(self, answers: Answers) -> Applied:
        """As the outbox does."""
        after, self._after = self._after, Reached(answers.position, answers.have)
        now = self._outbox.reached()
        if answers.position <= now.position and answers.have <= now.have:
            return Applied(frozenset())
        if after.position < now.position or after.have < now.have:
            answers = answers.as_far_as(now.have)
        applied = self._outbox.apply(answers)
        self.confirmed += applied.confirmed
        self.requests += applied.requests
        self.stopped += applied.stopped
        self.numbers += sum(
            change.kind == "registered" and change.desk == self._desk and change.position > self._before
            for change in answers.changes
        )
        return applied
