"""The work on cases at the centre: steps, hand-overs, supplements and withdrawals, whoever records them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select

from clerk_app.central import ledger, requests
from clerk_app.central.case_fees import fee_changed
from clerk_app.central.catalogue import due_from
from clerk_app.central.feed import News
from clerk_app.central.schema import FEED, OFFICE, STATUS_STEP
from clerk_app.central.shortening import plain
from clerk_app.central.told import hidden_fields, open_fields, special_fields
from clerk_app.central.verdicts import ACCEPTED, Verdict, refused
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings, Status
from clerk_app.contract.cases import PORTAL, Amended, Handed, Supplemented, Withdrawn
from clerk_app.domain import cases
from clerk_app.domain.bodies import RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import CaseHanded, CaseMoved, RequestSupplemented, RequestWithdrawn
from clerk_app.domain.catalogue import Service
from clerk_app.domain.fees import FEE_CHANGED
from clerk_app.domain.overlaps import Changing, Touch
from clerk_app.domain.requests import FINISHED
from clerk_app.domain.values import read_date

STATE, HANDLER = "#state", "#handler"
"""Named beside the fields of the form when it is noted who changed what; no field can be called so."""

CONFLICT, LATE = "conflict", "changed_after_end"
"""Why a change of the form is held, and what is noted of one that came when the case was decided already."""

LONGEST_NOTE = 5000
_LONGEST_LINE, _MOST_MISSING, _MOST_FINDINGS = 500, 100, 100
"""More than any desk of ours writes."""

type Done = tuple[Verdict, list[News]]


def news_of(request: Row[Any], kind: str, version: int, body: object, office: str | None = None) -> News:
    """What its desk and its office hear of a request."""
    told = request.office if office is None else office
    return News(
        desk=request.desk,
        kind=kind,
        seq=request.seq,
        version=version,
        body=canonical.encode(body),
        office=told,
    )


def step(connection: Connection, request: Row[Any], status: Status, by: str) -> News:
    """Give a case another status, and note it in its history; ``by`` is a desk or a user."""
    values: dict[str, object] = {
        "state": status.state,
        "supplement_by": status.supplement_by,
        "missing": canonical.encode(status.missing).decode(),
    }
    if status.deadline:
        values["deadline"] = status.deadline
    version = requests.change(connection, request, **values)
    requests.touch(connection, request, STATE, Touch(version, by))
    keep_step(connection, request, request.desk, version, status)
    return news_of(request, "status", version, status)


def keep_step(connection: Connection, case: Row[Any], desk: str, version: int, status: Status) -> None:
    """Write down the step that made this version of a case."""
    row = {
        "municipality": case.municipality,
        "desk": desk,
        "seq": case.seq,
        "version": version,
        "state": status.state,
        "at": status.at,
        "note": status.note,
    }
    connection.execute(insert(STATUS_STEP).values(row))


def findings_of(connection: Connection, request: Row[Any], pending: Sequence[News] = ()) -> list[dict[str, str]]:
    """What is noted on a case; ``pending`` is what this transaction is going to tell anyway."""
    case = ("findings", request.desk, request.seq)
    told = [one.body for one in pending if (one.kind, one.desk, one.seq) == case]
    if told:
        return canonical.decode(told[-1], Findings).findings
    mine = and_(FEED.c.municipality == request.municipality, FEED.c.desk == request.desk)
    known = select(FEED.c.body).where(mine, FEED.c.seq == request.seq, FEED.c.kind == "findings")
    last = connection.execute(known.order_by(FEED.c.position.desc()).limit(1)).scalar()
    return canonical.decode(last, Findings).findings if last is not None else []


def noted(
    connection: Connection,
    request: Row[Any],
    found: Iterable[dict[str, str]],
    at: int,
    *,
    pending: Sequence[News] = (),
    settled: str = "",
) -> News:
    """Note more that is doubtful about a case, beside what was noted before; the same once, with its newest amount.

    Of more than any desk can look through only the newest stay: each row of the feed carries all of them. ``pending``
    is what this transaction is going to tell anyway; what has the code ``settled`` is noted no more, unless found anew.
    """
    before = [one for one in findings_of(connection, request, pending) if one.get("code") != settled]
    merged: dict[frozenset[tuple[str, str]], dict[str, str]] = {}
    for one in (*before, *found):
        key = frozenset(item for item in one.items() if item[0] != "amount")
        merged.pop(key, None)
        merged[key] = one
    version = requests.change(connection, requests.reread(connection, request))
    return news_of(request, "findings", version, Findings(at=at, findings=[*merged.values()][-_MOST_FINDINGS:]))


@dataclass(frozen=True, slots=True)
class Recorded:
    """Entry ``entry`` of ``desk`` about a case, made at ``at`` (microseconds UTC); ``service`` if it is defined here.

    ``received`` is what the request said where it came in this very parcel, so that its body is not kept yet, and
    ``pending`` what this transaction is going to tell anyway.
    """

    connection: Connection
    desk: str
    at: int
    service: Service | None
    received: RequestReceived | None = None
    pending: Sequence[News] = ()
    entry: int = 0

    def do(self, request: Row[Any], body: object) -> Done:
        """Do what it says of a case that stands, and tell what became of it."""
        if isinstance(body, CaseMoved):
            return self._move(request, body)
        if isinstance(body, CaseHanded):
            return self._hand(request, body)
        if isinstance(body, RequestWithdrawn):
            return self._withdraw(request, body)
        if isinstance(body, RequestSupplemented):
            return self._supplement(request, body)
        return self._correct(request, body) if isinstance(body, RequestCorrected) else (ACCEPTED, [])

    def _correct(self, request: Row[Any], body: RequestCorrected) -> Done:
        """Merge changed fields where nobody else changed one of them; the other desks hear of them.

        Where somebody did, nothing of the entry is written: its desk is told what stands there.
        """
        if not requests.readable(body.form):
            return refused("malformed", where="form"), []
        weighed = requests.weighed(self.connection, request, self._changing(request, body))
        if weighed.conflict:
            return self._conflict(request, weighed.conflict), []
        version = requests.amend(self.connection, request, weighed.written, self.desk, self.entry)
        amended = Amended(
            at=self.at,
            form=open_fields(self.service, weighed.written),
            desk=self.desk,
            entry=self.entry,
            hidden=hidden_fields(self.service, body.form),
            note=plain(body.note, LONGEST_NOTE),
        )
        return ACCEPTED, [news_of(request, "amended", version, amended), *self._note(request, _late(request))]

    def _changing(self, request: Row[Any], body: RequestCorrected | RequestSupplemented) -> Changing:
        """What an entry changes; of special fields a desk knows another's word only from a conflict about them."""
        special = special_fields(self.service, body.form) if self.desk != PORTAL else frozenset()  # it sees all there
        resolves = body.resolves if isinstance(body, RequestCorrected) and special else ()
        unseen = special - ledger.conflicting(self.connection, (request.municipality, self.desk), resolves, CONFLICT)
        return Changing(by=self.desk, base=body.base_version, form=body.form, entry=self.entry, unseen=unseen)

    def _conflict(self, request: Row[Any], fields: Sequence[str]) -> Verdict:
        """Hold an entry, and say what stands in those fields; of special ones only to the desk that received them."""
        form: dict[str, str] = canonical.decode(request.form.encode(), dict[str, str])
        untold = special_fields(self.service, form) if request.desk != self.desk else frozenset()
        current = {f"current.{field}": form.get(field, "") for field in fields if field not in untold}
        return Verdict("held", CONFLICT, {"fields": ",".join(fields), "version": str(request.version)} | current)

    def _note(self, request: Row[Any], found: list[dict[str, str]]) -> list[News]:
        """Note what was found, and what a changed form makes of the fee; that is told no more once it agrees again."""
        known = findings_of(self.connection, request, self.pending)
        found = [*found, *fee_changed(self.connection, request, self.service, self.received)]
        if not found and all(one.get("code") != FEE_CHANGED for one in known):
            return []
        note = noted(self.connection, request, found, self.at, pending=self.pending, settled=FEE_CHANGED)
        return [note]

    def _move(self, request: Row[Any], body: CaseMoved) -> Done:
        """A handler's step; one that another has overtaken is held, an impossible one is refused.

        Two who took the same step agree.
        """
        body = _kept(body)
        if self._overtaken(request, STATE, body.base_version):
            if _stands(request, body):
                return ACCEPTED, []
            now = {"state": request.state, "version": str(request.version)}
            return Verdict("held", "case_moved_meanwhile", now), []
        code = cases.refused(request.state, body.state, request.payment)
        if code:
            return refused(code, state=request.state, to=plain(body.state, 60)), []
        status = Status(
            state=body.state,
            at=self.at,
            note=body.note,
            missing=body.missing,
            supplement_by=body.supplement_by,
            desk=self.desk,
        )
        return ACCEPTED, [step(self.connection, request, status, self.desk)]

    def _hand(self, request: Row[Any], body: CaseHanded) -> Done:
        """Another person works on it; where it goes to another office, that one gets it and the old one loses it."""
        if request.handler != plain(body.to, 60) and self._overtaken(request, HANDLER, body.base_version):
            return Verdict("held", "case_handed_meanwhile", {"to": request.handler_name or request.handler}), []
        office = body.office or request.office
        if office != request.office and not self._is_office(request.municipality, office):
            return refused("office_unknown"), []
        to, to_name = plain(body.to, 60), plain(body.to_name, 120)
        values = {"handler": to, "handler_name": to_name, "office": office}
        version = requests.change(self.connection, request, **values)
        requests.touch(self.connection, request, HANDLER, Touch(version, self.desk))
        handed = Handed(
            at=self.at,
            handler=to,
            handler_name=to_name,
            office=office,
            note=plain(body.note, LONGEST_NOTE),
            desk=self.desk,
        )
        news = [news_of(request, "handed", version, handed, office)]
        if office != request.office:
            entered = news_of(request, "entered", version, {}, office)
            news = [entered, *news, news_of(request, "gone", version, {}, request.office)]
        return ACCEPTED, news

    def _supplement(self, request: Row[Any], body: RequestSupplemented) -> Done:
        """What was missing has come: fields are merged, the deadline runs anew, and the case is worked on again.

        Where somebody else has changed a field meanwhile, theirs stays, and that is noted: what a citizen brought is
        taken all the same.
        """
        weighed = requests.weighed(self.connection, request, self._changing(request, body))
        written = weighed.written
        if not requests.readable(body.form):
            return refused("malformed", where="form"), []
        late = _late(request)
        if written:
            requests.amend(self.connection, request, written, self.desk, self.entry)
            request = requests.reread(self.connection, request)
        taken = {name: value for name, value in body.form.items() if name not in weighed.conflict}
        waited = request.state == cases.TO_SUPPLEMENT
        deadline = due_from(self.service, body.received_local) if waited else ""
        version = requests.change(self.connection, request, deadline=deadline or request.deadline)
        brought = Supplemented(
            at=self.at,
            form=open_fields(self.service, written),
            enclosures=tuple(enclosure.title for enclosure in body.enclosures),
            note=plain(body.note, LONGEST_NOTE),
            deadline=deadline,
            desk=self.desk,
            entry=self.entry,
            hidden=hidden_fields(self.service, taken),
        )
        news = [news_of(request, "supplemented", version, brought)]
        if waited:
            again = Status(state=cases.resumed(request.payment), at=self.at, deadline=deadline)
            news.append(step(self.connection, requests.reread(self.connection, request), again, self.desk))
        differs = [{"code": "brought_otherwise", "where": field} for field in weighed.conflict]
        return ACCEPTED, [*news, *self._note(request, [*differs, *late])]

    def _withdraw(self, request: Row[Any], body: RequestWithdrawn) -> Done:
        """The party gave it up; how the case ends is the handler's to say."""
        if request.withdrawn:
            return ACCEPTED, []
        version = requests.change(self.connection, request, withdrawn=True)
        given_up = Withdrawn(at=self.at, reason=plain(body.reason, LONGEST_NOTE), desk=self.desk)
        return ACCEPTED, [news_of(request, "withdrawn", version, given_up)]

    def _is_office(self, municipality: str, code: str) -> bool:
        asked = and_(OFFICE.c.municipality == municipality, OFFICE.c.code == plain(code, 40))
        return self.connection.execute(select(OFFICE.c.code).where(asked)).scalar() == code

    def _overtaken(self, request: Row[Any], what: str, base: int) -> bool:
        """Whether somebody else changed it after the version that a change stands on."""
        touched = requests.touched(self.connection, request).get(what)
        return touched is not None and touched.version > base and touched.by != self.desk


def _late(request: Row[Any]) -> list[dict[str, str]]:
    """What is noted of a change that came when the case had ended: it is taken, and the handler says what follows."""
    return [{"code": LATE, "where": ""}] if request.state in FINISHED else []


def _kept(body: CaseMoved) -> CaseMoved:
    """A step with as much of its words as is kept and told; a day that is none is not."""
    return replace(
        body,
        note=plain(body.note, LONGEST_NOTE),
        missing=tuple(plain(each, _LONGEST_LINE) for each in body.missing[:_MOST_MISSING]),
        supplement_by=read_date(body.supplement_by),
    )


def _stands(request: Row[Any], body: CaseMoved) -> bool:
    """Whether a case is already where a step would take it, for the same reasons."""
    missing = canonical.decode(request.missing.encode(), tuple[str, ...])
    stands = (request.state, missing, request.supplement_by)
    return bool(stands == (body.state, body.missing, body.supplement_by))
