"""Deciding about the entries of one desk within one transaction, and doing what the accepted ones say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select

from clerk_app.central import alarms, casework, delivery_effects, eid_parameters, ledger, requests
from clerk_app.central.catalogue import Catalogue, due_on, examine
from clerk_app.central.effects import EFFECTS, Recording
from clerk_app.central.feed import News
from clerk_app.central.fences import Fence
from clerk_app.central.schema import CLERK_GRANT, REQUEST
from clerk_app.central.verdicts import ACCEPTED, Verdict, by_grant, clock_lags, moment, refused
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings
from clerk_app.contract.entries import EntryRow, body_of, stamp_of
from clerk_app.domain.bodies import RequestAnnulled, RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.catalogue import Service
from clerk_app.domain.eid_bodies import EidGiven, EidVoided
from clerk_app.domain.errors import Invalid
from clerk_app.domain.journal import Stamp
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.visits import Annulment

SYSTEMS = (delivery_effects,)
"""The systems whose entries have effects: by being imported they make ``EFFECTS`` whole."""

TOO_EARLY = Verdict("later", "subject_missing")
CHANGING = (
    *(kind for kind, body in KINDS.items() if body in EFFECTS),
    "request.corrected",
    "request.annulled",
    "request.supplemented",
    "request.withdrawn",
    "case.moved",
    "case.handed",
)
_ABOUT = (
    RequestCorrected,
    RequestAnnulled,
    RequestSupplemented,
    RequestWithdrawn,
    CaseMoved,
    CaseHanded,
    *EFFECTS,
)
_CHUNK = 500
_LARGEST_VERSION = 2**31 - 1


class Judge:
    """Judges entries in the order of their sequence; ``news`` gathers what is to be published at the end."""

    def __init__(self, connection: Connection, desk: Row[Any], catalogue: Catalogue, fence: Fence, now: int) -> None:
        self._connection = connection
        self._desk = desk
        self._municipality: str = desk.municipality
        self._catalogue = catalogue
        self._fence = fence
        self._now = now
        self._grants: dict[str, Row[Any] | None] = {}
        self._stamps: dict[int, Stamp] = {}
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
        verdicts |= self._receive(received)
        requests.hold(
            self._connection,
            self._municipality,
            [row.subject for row, body in others if isinstance(body, _ABOUT)],
        )
        for row, body in others:
            verdicts[row.seq] = self._do(row, body)
        return verdicts

    def alarm(self, code: str, **params: str) -> None:
        """Raise an alarm about this desk."""
        self.news += alarms.raised(
            self._connection, self._municipality, self._desk.code, code, at=self._now, params=params
        )

    def _admit(self, row: EntryRow) -> tuple[Verdict, object]:
        """Whether an entry is ours at all; its body where there is something to do."""
        if self._fence.shuts_out(row):
            self.alarm("desk_fenced")
            return refused("desk_fenced"), None
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

    def _do(self, row: EntryRow, body: object) -> Verdict:
        if isinstance(body, EidGiven | EidVoided):
            return eid_parameters.settle(self._connection, self._desk, body, self._now)
        if not isinstance(body, _ABOUT):
            return ACCEPTED
        request = requests.by_subject(self._connection, self._municipality, row.subject)
        if request is None:
            return TOO_EARLY
        if isinstance(body, RequestAnnulled):
            return self._annul(row, request, body)
        if request.state == requests.ANNULLED:
            return refused("already_annulled")
        return self._record(row, request, body)

    def _record(self, row: EntryRow, request: Row[Any], body: object) -> Verdict:
        """Do what an entry says of a case that stands, in the system whose entry it is."""
        service = self._catalogue.service(self._connection, request.service, request.service_version)
        effect, made = EFFECTS.get(type(body)), moment(row, self._now)
        if effect is None:
            recorded = casework.Recorded(self._connection, self._desk.code, made, service)
            verdict, news = recorded.do(request, body)
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
            )
            verdict, news = effect(recording, body)
        self.news += news
        return verdict

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

    def _receive(self, received: Sequence[tuple[EntryRow, RequestReceived]]) -> dict[int, Verdict]:
        """Make the requests of these entries; a subject that is taken already was not made by this program."""
        taken = self._taken([row.subject for row, _ in received])
        verdicts: dict[int, Verdict] = {}
        made = []
        for row, body in received:
            if row.subject in taken:
                verdicts[row.seq] = refused("malformed", where="subject")
                continue
            taken.add(row.subject)
            self._stamps[row.seq] = stamp_of(row)
            made.append(self._request(row, body))
        if made:
            self._connection.execute(insert(REQUEST), made)
        return verdicts

    def _request(self, row: EntryRow, body: RequestReceived) -> dict[str, object]:
        version = 1 + self._note_findings(row, body)
        grant = self._grants[row.grant]
        return {
            "municipality": self._municipality,
            "desk": self._desk.code,
            "seq": row.seq,
            "subject": row.subject,
            "number": _kept(body.number, 20),
            "service": _kept(body.service, 80),
            "service_version": min(max(body.service_version, 0), _LARGEST_VERSION),
            "clerk": grant.user if grant is not None else "",
            "form": canonical.encode(body.form).decode(),
            "arrived": self._now,
            "state": requests.RECEIVED,
            "version": version,
            "office": self._desk.office,
            "origin": "desk",
            "deadline": due_on(body, self._service(body)),
        }

    def _note_findings(self, row: EntryRow, body: RequestReceived) -> bool:
        """Publish what is doubtful about a request; tells whether there was anything."""
        newest = self._catalogue.newest(self._connection, self._now).get(body.service, 0)
        found = examine(body, self._desk.code, self._service(body), newest)
        if found:
            findings = [{"code": one.code, "where": one.where, **one.params} for one in found]
            told = canonical.encode(Findings(at=self._now, findings=findings))
            news = News(
                desk=self._desk.code, kind="findings", seq=row.seq, version=2, body=told, office=self._desk.office
            )
            self.news.append(news)
        return bool(found)

    def _service(self, body: RequestReceived) -> Service | None:
        return self._catalogue.service(self._connection, body.service, body.service_version)

    def _taken(self, subjects: Sequence[bytes]) -> set[bytes]:
        taken: set[bytes] = set()
        for place in range(0, len(subjects), _CHUNK):
            some = subjects[place : place + _CHUNK]
            asked = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.subject.in_(some))
            taken |= set(self._connection.execute(select(REQUEST.c.subject).where(asked)).scalars())
        return taken

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


def _kept(text: str, most: int) -> str:
    """As much of a desk's text as its column can hold; the whole of it stands in the body."""
    return text.replace("\0", "")[:most]


def result_news(desk: str, seq: int, verdict: Verdict) -> News:
    """A result that no sending number tells."""
    return News(desk=desk, kind="result", seq=seq, body=canonical.encode(asdict(verdict)))
