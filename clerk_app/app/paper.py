"""Paper joined: layouts, texts, and the receipt printer that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clerk_app.app.place import Place
from clerk_app.devices.escpos_tcp import EscposTcpPrinter
from clerk_app.devices.printer_profiles import load_profiles
from clerk_app.documents.act import ActPaper
from clerk_app.documents.call import CallPaper
from clerk_app.documents.consentid import ConsentIdPaper
from clerk_app.documents.day_sheet import DayPaper
from clerk_app.documents.delivery import DeliverySheet
from clerk_app.documents.held import HeldPaper
from clerk_app.documents.index_sheet import IndicatorPaper
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.payments_day import PaymentsDayPaper
from clerk_app.documents.receipt import ReceiptSheets, ReceiptStrip
from clerk_app.documents.record import RecordSheet
from clerk_app.documents.request_form import RequestPaper
from clerk_app.documents.slip import SlipPaper
from clerk_app.documents.trial import TrialStrip
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.ports.paper import (
    CallFacts,
    DayFacts,
    DeliveryFacts,
    HeldFacts,
    IndexFacts,
    PaymentsDayFacts,
    ReceiptFacts,
    ReceiptPrinter,
    RequestFacts,
    SlipFacts,
)

_PORT = 9100


@dataclass(frozen=True, slots=True)
class WorkPapers:
    """The papers of the work on cases."""

    calls: CallPaper
    days: DayPaper
    payments: PaymentsDayPaper
    index: IndicatorPaper
    deliveries: DeliverySheet


class Sheets:
    """A4 papers: the ports ``Papers``, ``CasePapers`` and ``PaymentPapers``."""

    def __init__(
        self, requests: RequestPaper, slips: SlipPaper, held: HeldPaper, receipts: ReceiptSheets, work: WorkPapers
    ) -> None:
        self._requests = requests
        self._slips = slips
        self._held = held
        self._receipts = receipts
        self._work = work

    def request(self, facts: RequestFacts) -> bytes:
        """The filled request as PDF."""
        return self._requests.request(facts)

    def slip(self, facts: SlipFacts) -> bytes:
        """The payment slip as PDF."""
        return self._slips.slip(facts)

    def receipts(self, facts: Sequence[ReceiptFacts]) -> bytes:
        """Receipts as PDF, a page each."""
        return self._receipts.receipts(facts)

    def held(self, facts: HeldFacts) -> bytes:
        """What we hold on a person here, as PDF."""
        return self._held.held(facts)

    def call(self, facts: CallFacts) -> bytes:
        """The call to supplement, as PDF."""
        return self._work.calls.call(facts)

    def day(self, facts: DayFacts) -> bytes:
        """The sheet of a day, as PDF."""
        return self._work.days.day(facts)

    def slip_picture(self, facts: SlipFacts) -> bytes:
        """The payment slip as PNG."""
        return self._slips.picture(facts)

    def slip_code(self, facts: SlipFacts) -> bytes:
        """Its code as PNG, read again."""
        return self._slips.code(facts)

    def payments_day(self, facts: PaymentsDayFacts) -> bytes:
        """The end-of-day list, as PDF."""
        return self._work.payments.sheet(facts)

    def payments_table(self, facts: PaymentsDayFacts) -> bytes:
        """The end-of-day list, as CSV."""
        return self._work.payments.table(facts)

    def indicators(self, facts: IndexFacts) -> bytes:
        """The indicators of a period, as PDF."""
        return self._work.index.sheet(facts)

    def indicator_table(self, facts: IndexFacts) -> bytes:
        """Their counts, as CSV."""
        return self._work.index.table(facts)

    def delivery(self, facts: DeliveryFacts) -> bytes:
        """The confirmation of a hand-over, as PDF."""
        return self._work.deliveries.delivery(facts)


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """Everything that draws paper."""

    receipts: ReceiptStrip
    sheets: Sheets
    slips: SlipPaper
    trial: TrialStrip
    eid: ConsentIdPaper
    acts: ActPaper
    records: RecordSheet


def paper_of(place: Place) -> Paper:
    """Paper from the layouts of this program, in every language that it has."""
    layouts = Layouts(place.resources / "layouts", place.resources / "fonts")
    texts = PaperTexts(place.texts)
    slips = SlipPaper(layouts, texts)
    work = WorkPapers(
        calls=CallPaper(layouts, texts),
        days=DayPaper(layouts, texts),
        payments=PaymentsDayPaper(layouts, texts),
        index=IndicatorPaper(layouts, texts),
        deliveries=DeliverySheet(layouts, texts),
    )
    receipts = ReceiptSheets(layouts, texts)
    sheets = Sheets(RequestPaper(layouts, texts), slips, HeldPaper(layouts, texts), receipts, work)
    trial, eid = TrialStrip(layouts, place.texts), ConsentIdPaper(layouts, texts)
    acts, records = ActPaper(layouts, texts), RecordSheet(layouts, texts)
    return Paper(ReceiptStrip(layouts, texts), sheets, slips, trial, eid, acts, records)


def printer_of(place: Place) -> ReceiptPrinter:
    """The printer that the settings name (``tcp://HOST:PORT``).

    Raises ``Unavailable('printer_not_chosen')`` and ``Invalid('printer_profile')``.
    """
    address = place.settings.printer.removeprefix("tcp://")
    if not address:
        raise Unavailable("printer_not_chosen")
    host, _, port = address.rpartition(":")
    profiles = load_profiles(place.resources / "devices" / "printers.toml")
    name = place.settings.printer_profile
    profile = profiles.get("generic-80" if name == "default" else name)
    if profile is None:
        raise Invalid("printer_profile", name=name)
    return EscposTcpPrinter((host or address).strip("[]"), int(port) if host else _PORT, profile)


class PrinterInUse:
    """The printer that the settings name now: one driver for as long as they name the same.

    The driver remembers what the printer may still hold of a receipt whose end nobody knows.
    """

    def __init__(self, place: Callable[[], Place]) -> None:
        self._place = place
        self._named = ("", "")
        self._driver: ReceiptPrinter | None = None

    def __call__(self) -> ReceiptPrinter:
        """The driver; raises as ``printer_of``."""
        place = self._place()
        named = (place.settings.printer, place.settings.printer_profile)
        if self._driver is None or named != self._named:
            self._driver, self._named = printer_of(place), named
        return self._driver
