"""Accepting parcels: one transaction from their signatures to the feed; the same parcel again changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select, update

from clerk_app.central import chain, feed, ledger, requests, sending
from clerk_app.central.bell import Bell
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.desks import MOST_PROGRAM, Desks
from clerk_app.central.fences import Fence
from clerk_app.central.histories import NEED_BASE, Histories, note_lacking
from clerk_app.central.judging import CENTRE_FAULT, CHANGING, TOO_EARLY, Judge, result_news, settle_again
from clerk_app.central.keys import CentreKeys
from clerk_app.central.schema import DESK
from clerk_app.central.steps import Steps
from clerk_app.central.verdicts import LARGEST, Verdict, is_writable, refused
from clerk_app.contract import parcel as wire
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.exchange import Taken
from clerk_app.contract.parcel import Parcel, ParcelHead
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused

_THIS_DESK = and_(DESK.c.municipality == bindparam("in_municipality"), DESK.c.code == bindparam("of_desk"))
_DESK = select(DESK).where(_THIS_DESK).with_for_update()
_NOTED = ("have", "chain_ok_to", "chain_head", "chain_broken", "gap_since", "program")
_NOTE = update(DESK).where(_THIS_DESK).values({name: bindparam(name) for name in (*_NOTED, "last_seen")})
CENTRE_TOO_OLD = Verdict("held", "centre_too_old")
FAULT = Verdict("held", CENTRE_FAULT)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A parcel that its desk has signed, with its rows or why they cannot be read."""

    parcel: Parcel
    rows: list[EntryRow]
    unread: CounterError | None = None


type _Run = Sequence[_Opened | CounterError]
"""What is committed together: parcels of one desk, or one parcel that nobody can read, or those that are rejected."""


class Accepting:
    """Takes parcels of one municipality, from any carrier."""

    def __init__(
        self,
        *,
        database: Database,
        keys: CentreKeys,
        desks: Desks,
        past: Histories,
        catalogue: Catalogue,
        bell: Bell,
        now: Now,
        steps: Steps,
    ) -> None:
        self._database = database
        self._keys = keys
        self._municipality = keys.municipality
        self._desks = desks
        self._past = past
        self._catalogue = catalogue
        self._bell = bell
        self._now = now
        self._steps = steps

    def take(self, raw: bytes, program: str = "") -> Taken:
        """Commit one parcel.

        Raises, with nothing changed, ``Invalid('malformed')``, ``Damaged`` (``seal_broken``, ``seal_not_ours``) or
        ``Refused`` (``desk_unknown``, ``signature_wrong``, ``need_base``). A single entry under a sending number that
        is signed but cannot be read is held by its number instead, so that ``have`` goes on.
        """
        (outcome,) = self.take_all([raw], program)
        if isinstance(outcome, CounterError):
            raise outcome
        return outcome

    def take_all(self, raws: Sequence[bytes], program: str = "") -> list[Taken | CounterError]:
        """Commit what has arrived in one transaction, in its order; of each what became of it, or why it is rejected.

        Parcels of one desk that follow each other are judged as if they were one, which costs a fraction. Whatever
        else goes wrong is raised, with nothing changed.
        """
        read = [self._read(raw) for raw in raws]
        errors = [one for one in read if isinstance(one, CounterError)]
        self._tell_lacking(errors)
        if len(errors) == len(read):
            return [*errors]
        runs = _runs(read)
        with self._database.write() as connection:
            self._lock(connection, runs)
            news: list[feed.News] = []
            outcomes = [one for run in runs for one in self._commit(connection, run, program, news)]
            feed.publish(connection, self._municipality, news)
            self._steps("before_commit")
        self._steps("after_commit")
        self._bell.ring({outcome.desk for outcome in outcomes if isinstance(outcome, Taken)})
        if early := self.settle_early():
            self._bell.ring(early)
        return outcomes

    def _tell_lacking(self, errors: Sequence[CounterError]) -> None:
        """Let desks know soon: the answer to the request that they are sending waits for its end."""
        if all(error.code != NEED_BASE for error in errors):
            return
        with self._database.write() as connection:
            desks = note_lacking(connection, self._municipality, errors)
        self._bell.ring(desks)

    def settle(self) -> None:
        """Judge what was held because this centre could not do it, perhaps before an update; and what came early."""
        self._settle(CENTRE_TOO_OLD)
        self._settle(FAULT)
        self.settle_early()

    def settle_early(self) -> list[str]:
        """Judge what came before the request that it is about, where that has come; returns the desks that hear of it.

        Asked for once a parcel is committed, not before: of two processes that take the request and what is about it
        at the same moment, the one that commits last sees both.
        """
        with self._database.read() as connection:
            if not ledger.came_early(connection, self._municipality, TOO_EARLY):
                return []
        return self._settle(TOO_EARLY)

    def _settle(self, waiting: Verdict) -> list[str]:
        with self._database.write() as connection:
            news = settle_again(connection, self._municipality, waiting, lambda desk: self._judge(connection, desk)[1])
            feed.publish(connection, self._municipality, news)
        return sorted({one.desk for one in news})

    def _lock(self, connection: Connection, runs: Sequence[_Run]) -> None:
        """What several runs change is locked before the first of them, in the order that everybody keeps to."""
        opened = [one for run in runs for one in run if isinstance(one, _Opened)]
        if sum(isinstance(run[0], _Opened) for run in runs) < 2:
            return
        desks = {one.parcel.head.desk for one in opened}
        ours = and_(DESK.c.municipality == self._municipality, DESK.c.code.in_(desks))
        connection.execute(select(DESK.c.code).where(ours).order_by(DESK.c.code).with_for_update())
        changed = [row.subject for one in opened for row in one.rows if row.kind in CHANGING]
        requests.hold(connection, self._municipality, changed)

    def _read(self, raw: bytes) -> _Opened | CounterError:
        try:
            return self._open(raw)
        except (Invalid, Damaged, Refused) as error:
            return error

    def _open(self, raw: bytes) -> _Opened:
        parcel = wire.take_apart(raw)
        _check(parcel.head)
        self._steps("parcel_read")
        desk = self._desks.get(parcel.head.desk)
        if not parcel.signed_by(desk.sign_public):
            raise Refused("signature_wrong")
        history = self._past.of(parcel.head)
        try:
            return _Opened(parcel, _checked(parcel.open(self._keys.seal, history)))
        except (Damaged, Invalid) as error:
            if parcel.head.count != 1 or not parcel.head.first:
                raise
            return _Opened(parcel, [], error)

    def _commit(
        self, connection: Connection, run: _Run, program: str, news: list[feed.News]
    ) -> Sequence[Taken | CounterError]:
        """Take one run; what its desk must hear of is added to ``news``."""
        opened = [one for one in run if isinstance(one, _Opened)]
        if not opened:
            return [one for one in run if isinstance(one, CounterError)]
        if opened[0].unread is not None:
            return [self._hold_unread(connection, opened[0].parcel.head, opened[0].unread, news)]
        desk, judge = self._judge(connection, opened[0].parcel.head.desk)
        if desk.fenced is not None and len(opened) > 1:  # a head that the first of them claims divides the others
            return [taken for one in opened for taken in self._commit(connection, [one], program, news)]
        batch = ledger.Batch(connection, self._municipality, desk.code, [one.rows for one in opened])
        verdicts = batch.decided() | judge.judge([fresh.row for fresh in batch.fresh])
        judged = [(fresh, verdicts[fresh.row.seq]) for fresh in batch.fresh]
        ledger.add(connection, self._municipality, desk.code, judged, self._now())
        results = _results(batch, verdicts, judge)
        heads = [one.parcel.head for one in opened]
        ledger.claim(connection, self._municipality, desk.code, [(head.chain_seq, head.chain_head) for head in heads])
        haves = self._number(connection, desk, list(zip(heads, results, strict=True)), judge)
        verified = chain.verify(connection, desk, self._now(), batch.fresh)
        if verified.alarm:
            judge.alarm(verified.alarm, seq=str(verified.alarm_at))
        self._note(
            connection,
            desk,
            have=haves[-1],
            chain_ok_to=verified.ok_to,
            chain_head=verified.head,
            chain_broken=verified.broken,
            gap_since=verified.gap_since,
            program=program[:MOST_PROGRAM] or desk.program,
            lacks_base=0,
            lacks_dictionary=0,
        )
        news += judge.news
        return [*map(_taken, heads, haves, results, batch.known)]

    def _judge(self, connection: Connection, code: str) -> tuple[Row[Any], Judge]:
        """The desk's row, locked for this transaction, and a judge of its entries."""
        desk = connection.execute(_DESK, {"in_municipality": self._municipality, "of_desk": code}).one()
        fence = Fence(connection, desk, self._now())
        return desk, Judge(connection, desk, self._catalogue, fence, self._now())

    def _number(
        self,
        connection: Connection,
        desk: Row[Any],
        parcels: Sequence[tuple[ParcelHead, sending.Results]],
        judge: Judge,
    ) -> list[int]:
        """Note sending numbers; returns ``have`` after each parcel.

        What came outside the count is answered by name instead, each time that it comes: a person may have sent it
        again, and waits.
        """
        outside = {seq: verdict for head, results in parcels if not head.first for seq, verdict in results}
        judge.news += [result_news(desk.code, seq, verdict) for seq, verdict in outside.items()]
        return sending.arrived(connection, desk, [(head.first, results) for head, results in parcels])

    def _note(self, connection: Connection, desk: Row[Any], **values: object) -> None:
        """Write down where a desk stands now, and that it has spoken."""
        asked = {"in_municipality": self._municipality, "of_desk": desk.code, **_as_it_stands(desk), **values}
        connection.execute(_NOTE, {**asked, "last_seen": self._now()})

    def _hold_unread(
        self, connection: Connection, head: ParcelHead, error: CounterError, news: list[feed.News]
    ) -> Taken:
        """Answer an entry that the desk signed and nobody can read."""
        desk, judge = self._judge(connection, head.desk)
        verdict = Verdict("held", error.code)
        results = [(head.chain_seq, verdict)]
        (have,) = self._number(connection, desk, [(head, results)], judge)
        self._note(connection, desk, have=have)
        news += judge.news
        return _taken(head, have, results, [False])


def _runs(read: Sequence[_Opened | CounterError]) -> list[_Run]:
    """In their order, those that follow each other and are of one desk together."""

    def whose(placed: tuple[int, _Opened | CounterError]) -> object:
        place, one = placed
        if isinstance(one, CounterError):
            return None
        return one.parcel.head.desk if one.unread is None else place

    return [[one for _, one in run] for _, run in itertools.groupby(enumerate(read), whose)]


def _as_it_stands(desk: Row[Any]) -> dict[str, object]:
    return {name: getattr(desk, name) for name in _NOTED}


def _taken(head: ParcelHead, have: int, results: sending.Results, known: Sequence[bool]) -> Taken:
    """Count what is new by its outcome."""
    outcomes = [verdict.outcome for (_, verdict), old in zip(results, known, strict=True) if not old]
    return Taken(
        desk=head.desk,
        first=head.first,
        known=sum(known),
        accepted=outcomes.count("accepted"),
        refused=outcomes.count("refused"),
        held=outcomes.count("held") + outcomes.count("later"),
        have=have,
    )


def _results(batch: ledger.Batch, verdicts: Mapping[int, Verdict], judge: Judge) -> list[sending.Results]:
    """What is said of each entry, parcel by parcel."""
    return [
        [(row.seq, verdicts[row.seq] if batch.is_same(row, digest) else _forked(row, judge)) for row, digest in rows]
        for rows in batch.parcels
    ]


def _forked(row: EntryRow, judge: Judge) -> Verdict:
    """Other bytes under a known id: refused, whatever became of the first."""
    judge.alarm("entry_forked", seq=str(row.seq))
    return refused("entry_forked")


def _check(head: ParcelHead) -> None:
    """Numbers that no database column holds were not given by a desk."""
    if max(head.first + head.count, head.chain_seq) > LARGEST:
        raise Invalid("malformed", what="parcel", where="head")


def _checked(rows: list[EntryRow]) -> list[EntryRow]:
    if not all(is_writable(row) for row in rows):
        raise Invalid("malformed", what="parcel", where="rows")
    return rows
