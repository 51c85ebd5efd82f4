"""Reading a case for its records: the request as it stands, the rules, what was asked and what came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from clerk_app.actions.attending import Attending
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.whole_request import whole
from clerk_app.contract import canonical
from clerk_app.contract.ezup import EZUP_RULES
from clerk_app.contract.signin import Grant
from clerk_app.domain import ezup, ezup_filling
from clerk_app.domain.acts import Obtained
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.domain.ezup import Query, Record
from clerk_app.domain.ezup_bodies import Asked, RecordFields, Shown
from clerk_app.domain.ezup_datasets import Dataset, EzupRules, digest_of
from clerk_app.domain.ezup_filling import Proposal
from clerk_app.domain.requests import RequestView
from clerk_app.domain.retention import DAY
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Journal, Looks, Requests
from clerk_app.ports.ezup import RecordFacts, RecordPaper, Records
from clerk_app.ports.files import Enclosures
from clerk_app.ports.outbox import Reference

_HOUR = 3600 * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EzupWorld:
    """What records need beside the session; ``desk`` is this desk's code."""

    desk: str
    requests: Requests
    bodies: Bodies
    case_files: CaseFiles
    reference: Reference
    records: Records
    journal: Journal
    looks: Looks
    enclosures: Enclosures
    attending: Attending
    receipting: Receipting
    paper: RecordPaper
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRecord:
    """A record that somebody reads: its query, what the register told, and what the form could take from it."""

    record: Record
    query: Query
    dataset: Dataset
    payload: RecordFields = field(repr=False)
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """A case as its records are judged."""

    view: RequestView
    received: RequestReceived
    service: Service
    file: CaseFile
    rules: EzupRules
    records: tuple[Record, ...]


class EzupReading:
    """Reads; nothing is written and nobody is asked."""

    def __init__(self, world: EzupWorld) -> None:
        self._world = world
        self._rules = (0, EzupRules())

    def rules(self) -> EzupRules:
        """The centre's rules; empty ones before the centre has given any. Read anew when there is a newer version."""
        item = self._world.reference.get(EZUP_RULES)
        if item is not None and item.version != self._rules[0]:
            self._rules = (item.version, canonical.decode(item.body, EzupRules))
        return self._rules[1]

    def queries(self, file: CaseFile) -> tuple[Query, ...]:
        """Every query about a case, oldest first, as it stands now."""
        kept_since = self._world.clock.stamp().corrected - self.rules().keep_unattached_days * DAY
        return ezup.queries(file, self._world.desk, kept_since)

    def case(self, subject: bytes) -> CaseRecords:
        """A case with its records; raises ``Refused('request_unknown')``, ``Unavailable('reference_missing')``."""
        world = self._world
        view, file = world.requests.view(subject), world.case_files.of(subject)
        received = whole(world.bodies, subject, file)
        if view is None or received is None:
            raise Refused("request_unknown")
        service, rules = world.receipting.service(received), self.rules()
        if not rules.datasets:
            raise Unavailable("reference_missing")
        records = ezup.records(file, self.queries(file), received, service, rules)
        return CaseRecords(view, received, service, file, rules, records)

    def proofs(self, file: CaseFile) -> tuple[Obtained, ...]:
        """The records of a case that the body undertook, as its acts name them; of one proof there may be several.

        Those that are with the case come first, then the others as they stand.
        """
        records = self._records(file)
        attached = ezup.with_case(self.queries(file), records)
        found = self._with_case(attached)
        return (*found, *_not_with_case(records, attached, {one.key for one in found}))

    def with_case(self, file: CaseFile) -> dict[str, int]:
        """Proofs that are with the case ex officio, and when a register told them (microseconds UTC)."""
        attached = ezup.with_case(self.queries(file), self._records(file))
        return {one.proof: one.told_at for one in attached}

    def _records(self, file: CaseFile) -> tuple[Record, ...]:
        """The records of a case as it stands; none once it is erased."""
        received = whole(self._world.bodies, file.subject, file)
        if received is None:
            return ()
        service = self._world.receipting.service(received)
        return ezup.records(file, self.queries(file), received, service, self.rules())

    def _with_case(self, attached: Iterable[Query]) -> list[Obtained]:
        found: list[Obtained] = []
        for query in attached:
            dataset, key = self.rules().dataset(query.dataset), f"body:{query.proof}"
            taken = any(one.key == key for one in found)
            found.append(
                Obtained(
                    key=f"{key}:{query.seq}" if taken else key,
                    name=dataset.label if dataset is not None else Wording(sr=query.title),
                    source=dataset.holder.sr if dataset is not None else "",
                    at=self._local(query.told_at or query.at),
                )
            )
        return found

    def opened(self, subject: bytes, seq: int) -> OpenedRecord:
        """What the register told on a query of this desk; raises ``Refused`` (``query_unknown``, ``record_gone``)."""
        case = self.case(subject)
        asked = [one for one in self.queries(case.file) if not one.desk and one.seq == seq]
        query = asked[0] if asked else None
        record = next((one for one in case.records if query is not None and one.is_asked_by(query)), None)
        if query is None or record is None or record.dataset is None or query.state not in ("done", "dropped"):
            raise Refused("query_unknown")
        payload = self._world.records.payload(seq)
        if not payload or query.state == "dropped":
            raise Refused("record_gone")
        row = record.key.row if record.key is not None else -1
        found = ezup_filling.proposals(record.proof, case.service, case.received.form, payload, row)
        return OpenedRecord(record=record, query=query, dataset=record.dataset, payload=payload, proposals=found)

    def was_read(self, subject: bytes, shown: Shown) -> bool:
        """Whether the same person has read the same in the same way on this day already."""
        file, today = self._world.case_files.of(subject), self._world.clock.local().date().isoformat()
        return any(
            (body.query, body.how, body.clerk) == (shown.query, shown.how, shown.clerk)
            and self._local(entry.at)[:10] == today
            for entry, body in file.recorded(Shown)
        )

    def asked(self, case: CaseRecords, record: Record, grant: Grant) -> Asked:
        """The entry about a record that may be asked for."""
        if record.key is None or record.dataset is None or record.choice is None:
            raise Refused("ezup_no_key")
        return Asked(
            dataset=record.dataset.code,
            proof=record.proof.code,
            key_kind=record.key.kind,
            key=record.key.value,
            procedure=case.view.service,
            rap=case.service.rap,
            legal_basis=case.service.legal_basis.sr,
            purpose=case.service.name.sr,
            statement=record.choice.seq,
            valid_until=self._world.clock.stamp().corrected + case.rules.valid_hours * _HOUR,
            clerk=grant.user,
            clerk_name=grant.name,
            title=record.proof.label.sr,
        )

    def facts(self, case: CaseRecords, opened: OpenedRecord) -> RecordFacts:
        """What the paper of a record says."""
        return RecordFacts(
            issuer=self._world.receipting.issuer(),
            language=case.received.language,
            number=case.view.number,
            title=opened.query.title,
            dataset=opened.dataset,
            payload=opened.payload,
            key=opened.query.key,
            legal_basis=case.service.legal_basis.sr,
            asked_local=self._local(opened.query.at),
            told_local=self._local(opened.query.told_at),
            clerk=opened.query.clerk,
            digest=digest_of(opened.payload),
        )

    def _local(self, at: int) -> str:
        zone = self._world.clock.local().tzinfo
        return datetime.fromtimestamp(at // 1_000_000, UTC).astimezone(zone).isoformat(timespec="seconds")


def _not_with_case(records: Iterable[Record], attached: Iterable[Query], taken: set[str]) -> list[Obtained]:
    """What was left to the body and no register gave, each key of a proof by itself."""
    found: list[Obtained] = []
    for place, record in enumerate(records):
        if record.choice is None or record.choice.by != "body" or any(map(record.is_asked_by, attached)):
            continue
        key = f"body:{record.proof.code}"
        found.append(
            Obtained(
                key=f"{key}/{place}" if key in taken else key,
                name=record.proof.label,
                state=record.query.state if record.query is not None else "not_asked",
            )
        )
        taken.add(key)
    return found
