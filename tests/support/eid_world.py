"""A register of accounts and its papers in the test's hand: it counts what was issued, and can lose answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.eid import (
    EID_POLICY,
    EidAccount,
    EidIssuance,
    EidLookup,
    EidParameters,
    EidRegistration,
)
from clerk_app.contract.reference import Item
from clerk_app.domain.eid import masked_email, masked_phone
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.domain.journal import Entry
from clerk_app.ports.eid import AgreementFacts, AppointmentFacts, SheetFacts
from clerk_app.ports.paper import Raster
from tests.support.eid_people import POLICY
from tests.support.fake_desk_file import FakeJournal

POLICY_ITEM = Item(EID_POLICY, 1, msgspec.Raw(canonical.encode(POLICY)))
DOT = Raster(width=8, height=1, rows=bytes(1))


def code_of(number: int) -> str:
    """The registration code of the n-th parameters."""
    return f"WXYZ-{number:04}-CODE"


@dataclass
class FakeEidLine:
    """Accounts by number; ``error`` is raised instead of an answer, ``lost`` after one was given."""

    accounts: dict[str, EidAccount] = field(default_factory=dict)
    issued: dict[str, EidParameters] = field(default_factory=dict)
    error: CounterError | None = None
    lost: bool = False

    def look_up(self, asked: EidLookup) -> EidAccount:
        self._fail()
        return self.accounts.get(asked.id_number, EidAccount())

    def register(self, wanted: EidRegistration) -> EidAccount:
        self._fail()
        if wanted.identity.id_number in self.accounts:
            raise Refused("account_exists")
        made = EidAccount("basic", "unconfirmed", masked_email(wanted.email), masked_phone(wanted.phone))
        self.accounts[wanted.identity.id_number] = made
        return made

    def issue(self, wanted: EidIssuance) -> EidParameters:
        self._fail()
        if wanted.id not in self.issued:
            number = len(self.issued) + 1
            code = code_of(number)
            self.issued[wanted.id] = EidParameters(user_id=f"90000{number:05}", code=code, qr=f"CONSENTID:{code}")
        if self.lost:
            self.lost = False
            raise Unavailable("line_slow")
        return self.issued[wanted.id]

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@dataclass
class NotedEidPaper:
    """Draws a dot; remembers slips whole, and of sheets only whose they were."""

    sheets: list[str] = field(default_factory=list)
    slips: list[AppointmentFacts] = field(default_factory=list)
    agreements: list[AgreementFacts] = field(default_factory=list)
    drawing: Callable[[SheetFacts], None] = lambda _facts: None

    def sheet(self, facts: SheetFacts, width: int) -> Raster:
        self.drawing(facts)
        self.sheets.append(facts.name)
        return DOT

    def sheet_picture(self, facts: SheetFacts) -> bytes:
        self.drawing(facts)
        self.sheets.append(facts.name)
        return b"\x89PNG"

    def appointment(self, facts: AppointmentFacts, width: int) -> Raster:
        self.slips.append(facts)
        return DOT

    def agreement(self, facts: AgreementFacts, width: int) -> Raster:
        self.agreements.append(facts)
        return DOT


class FakeEidEntries:
    """The port ``EidEntries`` over a journal in memory."""

    def __init__(self, journal: FakeJournal) -> None:
        self._journal = journal

    def all(self) -> tuple[Entry, ...]:
        entries = [entry for some in self._journal.subjects.values() for entry in some]
        ours = [entry for entry in entries if entry.header.kind.startswith("eid.")]
        return tuple(sorted(ours, key=lambda entry: entry.header.seq))
