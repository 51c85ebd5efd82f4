"""What stands around a fake desk: clock, chance, catalogue, printer, paper, files and checks."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from clerk_app.contract import canonical, catalogue
from clerk_app.contract.ezup import EZUP_RULES
from clerk_app.contract.keys import SigningKey, key_id
from clerk_app.contract.reference import COLLEAGUES, Colleague, DeskCertificate, Item
from clerk_app.domain.acts import ActPolicy
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import CounterError, Refused
from clerk_app.domain.journal import Stamp
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.lanes import Progress, untold
from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ports.desk_file import Draft, Look
from clerk_app.ports.files import LightPage
from clerk_app.ports.paper import (
    CallFacts,
    DayFacts,
    DeliveryFacts,
    HeldFacts,
    IndexFacts,
    PaymentsDayFacts,
    PrinterStatus,
    Proof,
    Raster,
    ReceiptFacts,
    RequestFacts,
    SlipFacts,
)
from tests.support.delivery_world import DELIVERY_POLICY
from tests.support.eid_people import POLICY as EID_POLICY
from tests.support.ezup_world import rules_item
from tests.support.specimens import DESK, MUNICIPALITY

RESOURCES = Path(__file__).parents[2] / "resources"
ZONE = ZoneInfo("Europe/Belgrade")
NOW = datetime(2026, 11, 23, 8, 52, tzinfo=ZONE)
CARD_HOLDER = Person(
    id_number="1403988985016",
    surname="Примерић",
    given_name="Јелена",
    parent_name="Замислав",
    sex="f",
    birth_date="1988-03-14",
    address=Address(street="Узорна", number="12", apartment="3", place="Примерово"),
    document=IdDocument(kind="id_card", number="009990417"),
    source="card",
)


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at
        self.offset: int | None = 400

    def now(self) -> datetime:
        return self.at.astimezone(UTC)

    def local(self) -> datetime:
        return self.at.astimezone(ZONE)

    def stamp(self) -> Stamp:
        micros = int(self.at.timestamp()) * 1_000_000
        return Stamp(at=micros, boot=bytes(8), mono=micros // 1000, offset=self.offset, offset_age=60)

    def learn(self, centre_now: int) -> None:
        self.offset = (centre_now - self.stamp().at) // 1000


class CountedBytes:
    """Bytes that are never the same and always as the time before."""

    def __init__(self) -> None:
        self._given = 0

    def take(self, count: int) -> bytes:
        self._given += 1
        return self._given.to_bytes(count)


ACT_POLICY = ActPolicy(
    days=15,
    own=Wording(sr="Жалба Општинском већу у року од {days} дана.", en="Appeal to the council within {days} days."),
    entrusted=Wording(sr="Жалба министарству у року од {days} дана.", en="Appeal to the ministry within {days} days."),
)


class FakeReference:
    """The municipality, this desk's certificate and the real catalogue."""

    def __init__(self, public: bytes, key: str) -> None:
        self._certificate = DeskCertificate(desk=DESK, key_id=key, public=public)
        services = [catalogue.load(path.read_bytes()) for path in sorted((RESOURCES / "catalogue").glob("*.toml"))]
        self._services = tuple(
            Item(service.id, service.version, msgspec.Raw(catalogue.encode(service))) for service in services
        )
        self._others = {
            "municipality": Item("municipality", 1, msgspec.Raw(canonical.encode(MUNICIPALITY))),
            "desks": Item("desks", 1, msgspec.Raw(canonical.encode([self._certificate]))),
            "eid": Item("eid", 1, msgspec.Raw(canonical.encode(EID_POLICY))),
            "acts": Item("acts", 1, msgspec.Raw(canonical.encode(ACT_POLICY))),
            EZUP_RULES: rules_item(),
            PAYMENT_POLICY: Item(PAYMENT_POLICY, 1, msgspec.Raw(canonical.encode(PAYMENTS))),
            "delivery": Item("delivery", 1, msgspec.Raw(canonical.encode(DELIVERY_POLICY))),
        }

    def revoke(self, at: int) -> None:
        """Let the desk have been switched off at a time."""
        revoked = msgspec.structs.replace(self._certificate, revoked=at)
        self._others["desks"] = Item("desks", 2, msgspec.Raw(canonical.encode([revoked])))

    def knows(self, *colleagues: Colleague) -> None:
        """Let the centre have said who works in the municipality."""
        self._others[COLLEAGUES] = Item(COLLEAGUES, len(colleagues), msgspec.Raw(canonical.encode(colleagues)))

    def told(self, *items: Item) -> None:
        """Let the centre have said these too."""
        self._others |= {item.name: item for item in items}

    def known(self) -> dict[str, int]:
        return {item.name: item.version for item in (*self._services, *self._others.values())}

    def keep(self, items: object) -> None:
        raise AssertionError("no reference data comes in these tests")

    def get(self, name: str) -> Item | None:
        wanted = name.removeprefix("service/").partition("@")[0]
        return self._others.get(name) or next((item for item in self._services if item.name == wanted), None)

    def services(self) -> tuple[Item, ...]:
        return self._services


class FakePrinter:
    """Proves what ``proof`` says."""

    width = 576

    def __init__(self) -> None:
        self.proof = Proof("printed")
        self.printed: list[bytes] = []

    def status(self) -> PrinterStatus:
        return PrinterStatus(ready=True)

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> Proof:
        self.printed.append(job)
        return self.proof


PAYMENTS = PaymentPolicy(terminal=True, expires_days=30)
WHITE_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAEUlEQVR4nGP8z8DAwMSAQgAAE1EBB4BOjR4AAAAASUVORK5CYII="
)
"""White, and small."""


class FakePaper:
    """Receipts and papers as almost nothing, with what they were asked to say."""

    def __init__(self) -> None:
        self.slips: list[SlipFacts] = []
        self.requests: list[RequestFacts] = []
        self.reports: list[HeldFacts] = []
        self.sheets: list[tuple[ReceiptFacts, ...]] = []
        self.calls: list[CallFacts] = []
        self.days: list[DayFacts] = []
        self.drawn: list[SlipFacts] = []
        self.payments: list[PaymentsDayFacts] = []
        self.index: list[IndexFacts] = []
        self.deliveries: list[DeliveryFacts] = []

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        return Raster(width=8, height=1, rows=bytes(1))

    def request(self, facts: RequestFacts) -> bytes:
        self.requests.append(facts)
        return b"%PDF-request"

    def slip(self, facts: SlipFacts) -> bytes:
        self.slips.append(facts)
        return b"%PDF-slip"

    def receipts(self, facts: Sequence[ReceiptFacts]) -> bytes:
        self.sheets.append(tuple(facts))
        return b"%PDF-receipts"

    def held(self, facts: HeldFacts) -> bytes:
        self.reports.append(facts)
        return b"%PDF-held"

    def call(self, facts: CallFacts) -> bytes:
        self.calls.append(facts)
        return b"%PDF-call"

    def day(self, facts: DayFacts) -> bytes:
        self.days.append(facts)
        return b"%PDF-day"

    def slip_picture(self, facts: SlipFacts) -> bytes:
        self.drawn.append(facts)
        return WHITE_PNG

    def slip_code(self, facts: SlipFacts) -> bytes:
        return b"" if facts.annulled else WHITE_PNG

    def payments_day(self, facts: PaymentsDayFacts) -> bytes:
        self.payments.append(facts)
        return b"%PDF-payments"

    def payments_table(self, facts: PaymentsDayFacts) -> bytes:
        self.payments.append(facts)
        return b"number;service\r\n"

    def indicators(self, facts: IndexFacts) -> bytes:
        self.index.append(facts)
        return b"%PDF-indicators"

    def indicator_table(self, facts: IndexFacts) -> bytes:
        self.index.append(facts)
        return b"a;b\r\n"

    def delivery(self, facts: DeliveryFacts) -> bytes:
        self.deliveries.append(facts)
        return b"%PDF-delivery"


class FakeEnclosures:
    """Keeps nothing; says what a file would be."""

    def __init__(self) -> None:
        self.error: CounterError | None = None
        self.put: list[tuple[str, Path]] = []
        self.kept: dict[str, bytes] = {}

    def keep(self, file: Path | LightPage, title: str, proof: str, *, original: bool) -> EnclosureRef:
        del file
        if self.error is not None:
            raise self.error
        return EnclosureRef(
            sha256="0" * 64, size=41_000, media_type="application/pdf", title=title, proof=proof, original=original
        )

    def adopt(self, ref: EnclosureRef, pieces: Iterator[bytes]) -> None:
        self.kept[ref.sha256] = b"".join(pieces)

    def put_back(self, ref: EnclosureRef, path: Path) -> None:
        if self.error is not None:
            raise self.error
        self.put.append((ref.sha256, path))

    def read(self, ref: EnclosureRef) -> Iterator[bytes]:
        if ref.sha256 not in self.kept:
            raise Refused("enclosure_erased")
        yield self.kept[ref.sha256]

    def upload(self, sha256: str, offset: int) -> Iterator[bytes]:
        yield b""


class DeskSign:
    """The desk's signature."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self.key_id = key_id(key.public).hex()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class NothingHeld:
    """A desk file that holds nothing on anybody beside its requests."""

    def subjects(self, number: str, told: Progress = untold) -> tuple[bytes, ...]:
        del number
        told(0, 1)
        return ()

    def drafts(self, number: str) -> tuple[Draft, ...]:
        del number
        return ()

    def looks(self, subject: bytes) -> tuple[Look, ...]:
        del subject
        return ()

    def clerk(self, grant: str) -> str:
        del grant
        return ""


@dataclass
class FakeCheck:
    """Finds what it was told to find."""

    name: str
    result: CheckResult

    def run(self) -> CheckResult:
        return self.result


def default_checks() -> tuple[Check, ...]:
    """What the doctor looks at, and finds in order save the paper."""
    return (
        FakeCheck("card_reader", CheckResult("fine", "card_reader_ready", {"readers": "Simulated reader"})),
        FakeCheck("receipt_printer", CheckResult("warning", "printer_paper_low")),
        FakeCheck("vault", CheckResult("fine", "vault_open")),
        FakeCheck("disk", CheckResult("fine", "disk_enough", {"free": "41000 MB"})),
        FakeCheck("clock", CheckResult("fine", "clock_right")),
        FakeCheck("journal", CheckResult("fine", "journal_whole", {"entries": "417"})),
    )


def micros(moment: datetime) -> int:
    """A moment in microseconds UTC."""
    return int(moment.timestamp()) * 1_000_000
