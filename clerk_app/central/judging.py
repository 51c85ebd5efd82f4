"""Deciding about the entries of one desk within one transaction, and doing what the accepted ones say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from clerk_app.central import alarms, casework, ledger, requests
from clerk_app.central.apart import apart
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.effects import EFFECTS
from clerk_app.central.eid import parameters as eid_parameters
from clerk_app.central.feed import News
from clerk_app.central.fences import Fence
from clerk_app.central.index import reports as index
from clerk_app.central.receiving import Receiving
from clerk_app.central.recording import Recording
from clerk_app.central.schema import CLERK_GRANT
from clerk_app.central.verdicts import ACCEPTED, Verdict, by_grant, clock_lags, moment, refused
from clerk_app.contract import canonical
from clerk_app.contract.entries import EntryRow, body_of, stamp_of
from clerk_app.domain.bodies import RequestAnnulled, RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.eid_bodies import EidGiven, EidVoided
from clerk_app.domain.errors import Invalid
from clerk_app.domain.index_bodies import IndexReported
from clerk_app.domain.journal import Stamp
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.visits import Annulment
from clerk_app.log import event

_LOG = logging.getLogger(__name__)
TOO_EARLY = Verdict("later", "subject_missing")
CENTRE_FAULT = "centre_fault"
QUARANTINE = Verdict("held", "desk_stopped")
"""What becomes of all that a stopped desk sends, until an operator admits it."""
RESOLVED = Verdict("accepted", "resolved")
"""Held for a conflict, and then a clerk chose: another entry took its place."""
CHANGING = (
    *(kind for kind, body in KINDS.items() if body in EFFECTS),
    "request.corrected",
    "request.annulled",
    "request.supplemented",
    "request.withdrawn",
    "case.moved",
    "case.handed",
)
_MOST_RESOLVED = 500
_ABOUT = (
    RequestCorrected,
    RequestAnnulled,
    RequestSupplemented,
    RequestWithdrawn,
    CaseMoved,
    CaseHanded,
    *EFFECTS,
)
_ELSEWHERE = (EidGiven, EidVoided, IndexReported)
"""What has an effect that is of no case; of all others nothing is done at the centre: they are kept."""


class Judge:
    """Judges entries in the order of their sequence; ``news`` gathers what is to be published at the end.

    ``admits``: an operator vouches for what a stopped desk has sent.
    """

    def __init__(
        self,
        connection: Connection,
        desk: Row[Any],
        catalogue: Catalogue,
        fence: Fence,
        now: int,
        *,
        admits: bool = False,
    ) -> None:
        self._connection = connection
        self._desk = desk
        self._municipality: str = desk.municipality
        self._catalogue = catalogue
        self._fence = fence
        self._shuts = desk.stopped is not None and not admits
        self._now = now
        self._grants: dict[str, Row[Any] | None] = {}
        self._stamps: dict[int, Stamp] = {}
        self._received: dict[int, RequestReceived] = {}
        self._alarms: set[tuple[object, ...]] = set()
        self._resolved: set[int] = set()
        self.news: list[News] = []

    def judge(self, rows: Sequence[EntryRow]) -> dict[int, Verdict]:
        """The verdict on each of these new entries, by sequence; requests first, because others stand on them."""
        verdicts: dict[int, Verdict] = {}
        received: list[tuple[EntryRow, RequestReceived]] = []
        others: list[tuple[EntryRow, object]] = []
        self._load_grants(rows)
        for row in sorted(rows, key=lambda row: row.seq):
            verdict, body = self._admit(row)
            verdicts[row.seq] = verdict
            if isinstance(body, RequestReceived):
                received.append((row, body))
            elif body is not None:
                others.append((row, body))
        self._stamps |= {row.seq: stamp_of(row) for row, _ in received}
        self._received |= {row.seq: body for row, body in received}
        receiving = Receiving(self._connection, self._desk, self._catalogue, self._now)
        verdicts |= receiving.make(received, self._grants)
        self.news += receiving.news
        requests.hold(
            self._connection,
            self._municipality,
            [row.subject for row, body in others if isinstance(body, _ABOUT)],
        )
        verdicts |= self._all_done([(row, body) for row, body in others if isinstance(body, (*_ABOUT, *_ELSEWHERE))])
        held = {seq for seq in self._resolved if verdicts.get(seq, ACCEPTED).code == casework.CONFLICT}
        return verdicts | dict.fromkeys(held, RESOLVED)

    def alarm(self, code: str, **params: str) -> None:
        """Raise an alarm about this desk; the same one is raised once."""
        said = (code, *sorted(params.items()))
        if said in self._alarms:
            return
        self._alarms.add(said)
        self.news += alarms.raised(
            self._connection, self._municipality, self._desk.code, code, at=self._now, params=params
        )

    def _admit(self, row: EntryRow) -> tuple[Verdict, object]:
        """Whether an entry is ours at all; its body where there is something to do."""
        if self._fence.shuts_out(row):
            self.alarm("desk_fenced")
            return refused("desk_fenced"), None
        if self._shuts:
            return QUARANTINE, None
        if row.kind not in KINDS or row.version != 1:
            return Verdict("held", "centre_too_old", {"kind": row.kind}), None
        grant = self._grants.get(row.grant)
        verdict = by_grant(row, grant, self._desk.code, self._now)
        if verdict.outcome != "accepted":
            return verdict, None
        if clock_lags(row, grant):
            self.alarm("clock_lags")
        try:
            return ACCEPTED, body_of(row.kind, row.version, bytes(row.body))
        except Invalid as error:
            return refused("malformed", where=str(error.params.get("where", ""))), None

    def _all_done(self, others: Sequence[tuple[EntryRow, object]]) -> dict[int, Verdict]:
        """What becomes of these entries: done together, or where one of them cannot be done, each apart."""
        told = len(self.news)

        def together() -> dict[int, Verdict]:
            return {row.seq: self._do(row, body) for row, body in others}

        def singly(_error: Exception | None) -> dict[int, Verdict]:
            del self.news[told:]
            return {row.seq: self._done(row, body) for row, body in others}

        return apart(self._connection, together, singly) if len(others) > 1 else singly(None)

    def _done(self, row: EntryRow, body: object) -> Verdict:
        """What becomes of one entry; one that this centre cannot do is held, and stops nothing else."""

        def fault(error: Exception) -> Verdict:
            event(
                _LOG,
                "central.entry_fault",
                desk=self._desk.code,
                seq=row.seq,
                kind=row.kind,
                error=type(error).__name__,
            )
            self.alarm("entry_fault", seq=str(row.seq))
            return Verdict("held", CENTRE_FAULT, {"kind": row.kind})

        return apart(self._connection, lambda: self._do(row, body), fault)

    def _do(self, row: EntryRow, body: object) -> Verdict:
        if not isinstance(body, _ABOUT):
            return self._do_apart(row, body)
        request = requests.by_subject(self._connection, self._municipality, row.subject)
        if request is None:
            return TOO_EARLY
        if isinstance(body, RequestAnnulled):
            return self._annul(row, request, body)
        if request.state == requests.ANNULLED:
            return refused("already_annulled")
        return self._record(row, request, body)

    def _do_apart(self, row: EntryRow, body: object) -> Verdict:
        """Do what an entry says that is about no request."""
        if isinstance(body, EidGiven | EidVoided):
            return eid_parameters.settle(self._connection, self._desk, body, self._now)
        if isinstance(body, IndexReported):
            return index.keep(self._connection, self._desk, row, body, self._now)
        return ACCEPTED

    def _record(self, row: EntryRow, request: Row[Any], body: object) -> Verdict:
        """Do what an entry says of a case that stands, in the system whose entry it is."""
        service = self._catalogue.service(self._connection, request.service, request.service_version)
        effect, made = EFFECTS.get(type(body)), moment(row, self._now)
        here = self._received.get(request.seq) if request.desk == self._desk.code else None
        if effect is None:
            recorded = casework.Recorded(self._connection, self._desk.code, made, service, here, self.news, row.seq)
            verdict, news = recorded.do(request, body)
            if isinstance(body, RequestCorrected) and body.resolves and verdict.outcome == "accepted":
                self._resolve(row, body)
        else:
            recording = Recording(
                connection=self._connection,
                desk=self._desk,
                row=row,
                request=request,
                grant=self._grants.get(row.grant),
                service=service,
                at=made,
                now=self._now,
                received=here,
                pending=self.news,
            )
            verdict, news = effect(recording, body)
        self.news += news
        return verdict

    def _resolve(self, row: EntryRow, body: RequestCorrected) -> None:
        """Entries of the same desk and request that were held for a conflict are done with, in this parcel too."""
        resolved = body.resolves[:_MOST_RESOLVED]
        self._resolved.update(resolved)
        ledger.decide_again(
            self._connection,
            (self._municipality, self._desk.code, row.subject),
            resolved,
            Verdict("held", casework.CONFLICT),
            RESOLVED,
        )

    def _annul(self, row: EntryRow, request: Row[Any], body: RequestAnnulled) -> Verdict:
        """Judge by what both entries say of their time; a visit is at one desk."""
        grant = self._grants.get(row.grant)
        here = request.desk == self._desk.code
        own = here and grant is not None and grant.user == request.clerk
        annulled = stamp_of(row)
        received = self._received_at(request.seq) if here else annulled
        code = Annulment(own=own, received=received, annulled=annulled).refused(grant.role if grant is not None else "")
        if code:
            return refused(code)
        verdict, news = requests.annul(self._connection, request, body, self._now)
        self.news += news
        return verdict

    def _received_at(self, seq: int) -> Stamp:
        """When this desk received a request: perhaps in the parcel that is being judged."""
        if seq not in self._stamps:
            self._stamps[seq] = ledger.stamp(self._connection, self._municipality, self._desk.code, seq)
        return self._stamps[seq]

    def _load_grants(self, rows: Iterable[EntryRow]) -> None:
        for name in {row.grant for row in rows} - {"", *self._grants}:
            asked = and_(CLERK_GRANT.c.municipality == self._municipality, CLERK_GRANT.c.id == name)
            self._grants[name] = self._connection.execute(select(CLERK_GRANT).where(asked)).one_or_none()


def settle_again(
    connection: Connection, municipality: str, waiting: Verdict, judge_of: Callable[[str], Judge]
) -> list[News]:
    """Judge anew what waits for ``waiting``'s reason; returns the news, one result for each that was settled.

    The desks are locked first, and then asked again: another process may have settled the same a moment ago.
    """
    judges = {desk: judge_of(desk) for desk in ledger.waiting(connection, municipality, waiting)}
    news: list[News] = []
    for desk, judge in judges.items():
        rows = ledger.unsettled(connection, municipality, desk, waiting)
        for seq, verdict in judge.judge(rows).items():
            if verdict.code != waiting.code:
                ledger.decide_anew(connection, municipality, desk, seq, verdict)
                news.append(result_news(desk, seq, verdict))
        news += judge.news
    return news


def result_news(desk: str, seq: int, verdict: Verdict) -> News:
    """A result that no sending number tells."""
    return News(desk=desk, kind="result", seq=seq, body=canonical.encode(asdict(verdict)))
