"""The outside look: what lies in the centre's database and in the desks' files, compared row by row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from clerk_app.store.verify import verify
from tests.faults.chaos.machines import Ask, Centre, DeskMachine


class Steady:
    """What must hold after every step, whatever is still on its way."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._reached: dict[str, int] = {}

    def look(self, desk: DeskMachine) -> Iterator[str]:
        """Nothing is closed here that the centre does not have, and the position never goes back."""
        with _asking(desk) as own:
            closed = {seq for (seq,) in own("SELECT seq FROM desk_outbox WHERE state = 'accepted'")}
            ((reached,),) = own("SELECT reached FROM replica_position")
        there = {seq for (seq,) in self._centre.ask("SELECT seq FROM entry WHERE desk = ?", desk.code)}
        for seq in sorted(closed - there):
            yield f"lost: entry {seq} is closed here and not at the centre"
        if reached < self._reached.get(desk.code, 0):
            yield f"the position went back to {reached}"
        self._reached[desk.code] = reached


def look(centre: Centre, desks: Sequence[DeskMachine]) -> list[str]:
    """Everything that is not as it must be, in words; lost and doubled entries begin with these words."""
    ask = centre.ask
    found = [*_numbers(ask), *_feed(ask)]
    for desk in desks:
        found += [f"{desk.code}: {complaint}" for complaint in _desk(ask, desk)]
    for desk in desks:
        found += [f"{desk.code}: {complaint}" for complaint in _neighbourhood(ask, desk)]
    return found


def _numbers(ask: Ask) -> Iterator[str]:
    """Unique submission numbers: without a gap, each once, and for every request that stands."""
    given = ask("SELECT serial, desk, seq FROM number_ledger ORDER BY year, serial")
    if [serial for serial, _, _ in given] != list(range(1, len(given) + 1)):
        yield "unique numbers have gaps"
    if len({(desk, seq) for _, desk, seq in given}) != len(given):
        yield "doubled: a request has two unique numbers"
    kept = {(desk, seq): serial for serial, desk, seq in given}
    for desk, seq, serial, state in ask("SELECT desk, seq, serial, state FROM request"):
        if kept.get((desk, seq)) != serial or (serial is None and state != "annulled"):
            yield f"{desk}/{seq} has unique number {serial}, the ledger {kept.get((desk, seq))}"


def _feed(ask: Ask) -> Iterator[str]:
    positions = [position for (position,) in ask("SELECT position FROM feed ORDER BY position")]
    counter = ask("SELECT position FROM feed_counter")
    if positions != list(range(1, len(positions) + 1)) or (positions and counter != [(len(positions),)]):
        yield "the feed skips"
    registered = Counter(ask("SELECT desk, seq FROM feed WHERE kind = 'registered'"))
    if registered != Counter(ask("SELECT desk, seq FROM number_ledger")):
        yield "the feed does not tell each unique number once"


@contextmanager
def _asking(desk: DeskMachine) -> Iterator[Ask]:
    with desk.file.database.reading() as connection:
        yield lambda sql, *values: [tuple(row) for row in connection.execute(sql, values).fetchall()]


def _desk(centre: Ask, desk: DeskMachine) -> Iterator[str]:
    """The journal of a desk beside the centre's ledger."""
    with _asking(desk) as own:
        journal = {seq: bytes(hashed) for seq, hashed in own("SELECT seq, commitment FROM journal_entry")}
        states: dict[int, str] = dict(own("SELECT seq, state FROM desk_outbox"))
        (reached,), (sent,) = own("SELECT reached FROM replica_position")[0], own("SELECT last FROM desk_sending")[0]
    ledger = {
        seq: (bytes(hashed), outcome)
        for seq, hashed, outcome in centre("SELECT seq, commitment, outcome FROM entry WHERE desk = ?", desk.code)
    }
    for seq in sorted(journal.keys() - ledger.keys()):
        yield f"lost: entry {seq} is not at the centre"
    for seq in sorted(ledger.keys() - journal.keys()):
        yield f"doubled: the centre has an entry {seq} that nobody wrote"
    for seq in sorted(journal.keys() & ledger.keys()):
        hashed, outcome = ledger[seq]
        if hashed != journal[seq]:
            yield f"entry {seq} is another at the centre"
        if states.get(seq) != outcome:
            yield f"entry {seq} is {states.get(seq)} here and {outcome} at the centre"
    yield from _requests(centre, desk)
    yield from _chain(centre, desk, len(journal), sent)
    if reached != (centre("SELECT position FROM feed_counter") or [(0,)])[0][0]:
        yield f"has heard the feed only to {reached}"


def _requests(centre: Ask, desk: DeskMachine) -> Iterator[str]:
    """Each request once, with every correction in it, and the same on the screen."""
    written = Written(desk)
    yield from written.stopped
    there = centre("SELECT subject, number, form, state, serial, year FROM request WHERE desk = ?", desk.code)
    for number, count in Counter(number for _, number, *_ in there).items():
        if count > 1:
            yield f"doubled: request {number} is there {count} times"
    for number in sorted({*written.numbers, *desk.told} - {number for _, number, *_ in there}):
        yield f"lost: request {number} is not at the centre"
    if len(set(desk.told)) != len(desk.told):
        yield "doubled: a number was told to two citizens"
    for subject, number, form, state, serial, year in there:
        yield from _one(desk, bytes(subject), (number, json.loads(form), state), (serial, year), written)


class Written:
    """What was written at a desk, taken together by nothing of the program: forms, requests taken back, numbers.

    ``stopped``: entries that ended otherwise than accepted, though nobody took their request back.
    """

    def __init__(self, desk: DeskMachine) -> None:
        with _asking(desk) as own:
            rows = own(
                "SELECT e.seq, e.kind, e.subject, b.body, o.state FROM journal_entry e"
                " JOIN journal_body b ON b.seq = e.seq JOIN desk_outbox o ON o.seq = e.seq ORDER BY e.seq"
            )
        self.gone = {subject for _, kind, subject, *_ in rows if kind == "request.annulled"}
        self.forms: dict[bytes, dict[str, str]] = {}
        self.numbers: list[str] = []
        self.stopped: list[str] = []
        for seq, kind, subject, body, state in rows:
            self._add(kind, subject, json.loads(body), accepted=state == "accepted")
            if state != "accepted" and subject not in self.gone:
                self.stopped.append(f"entry {seq} ({kind}) ends as {state}")

    def _add(self, kind: str, subject: bytes, body: dict[str, Any], *, accepted: bool) -> None:
        if kind == "request.received":
            self.numbers.append(body["number"])
            self.forms[subject] = dict(body["form"])
        elif kind == "request.corrected" and accepted:
            self.forms[subject] |= body["form"]


def _one(
    desk: DeskMachine,
    subject: bytes,
    told: tuple[str, dict[str, str], str],
    given: tuple[int | None, int | None],
    written: Written,
) -> Iterator[str]:
    """One request at the centre beside what was written of it here, and what the screen shows."""
    number, form, state = told
    if (state == "annulled") != (subject in written.gone):
        yield f"{number} is {state} at the centre"
    if subject not in written.gone and form != written.forms.get(subject):
        yield f"{number} says {form} at the centre, {written.forms.get(subject)} was written"
    view = desk.requests.view(subject)
    shown = (view.number, view.unique_number, view.annulled) if view is not None else None
    unique = f"{given[0]:09d}/{given[1]}" if given[0] else ""
    if shown != (number, unique, subject in written.gone):
        yield f"{number} is shown as {shown}, the centre has {unique or 'no number'}"


def _chain(centre: Ask, desk: DeskMachine, entries: int, sent: int) -> Iterator[str]:
    row = centre("SELECT chain_ok_to, chain_broken, have FROM desk WHERE code = ?", desk.code)
    if row != [(entries, 0, sent)]:
        yield f"the centre's chain, break and have are {row}, {entries} were written and {sent} numbered"
    report = verify(desk.file.database, desk.code)
    if (report.entries, report.problem) != (entries, ""):
        yield f"its own chain: {report.problem}"
    alarms = [code for (code,) in centre("SELECT code FROM alarm WHERE desk = ?", desk.code)]
    if alarms:
        yield f"the centre is alarmed: {alarms}"
    odd = set(desk.alarms) - {"answer_forged", "answer_not_ours", "relay_answers", "malformed"}
    if odd:
        yield f"was alarmed: {sorted(odd)}"
    if desk.spool.waiting() != len(desk.outbox.unconfirmed()):
        yield f"{desk.spool.waiting()} files are left in the spool, {len(desk.outbox.unconfirmed())} are not confirmed"


def _neighbourhood(centre: Ask, desk: DeskMachine) -> Iterator[str]:
    """What the office's other desks received is here as the centre has it, and no more among what it has not."""
    for subject, number, serial in centre("SELECT subject, number, serial FROM request WHERE desk <> ?", desk.code):
        view = desk.requests.view(bytes(subject))
        if serial is not None and (view is None or not view.unique_number):
            yield f"has not heard of {number} of its neighbour"
        if serial is not None and desk.neighbours.one(bytes(subject)) is not None:
            yield f"still has {number} of its neighbour as one that the centre lacks"
