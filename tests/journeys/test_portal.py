"""From the portal to the desk and back, over real sockets: filed, paid, worked on with the line away, answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from clerk_app.app.centre import exchange_identity
from clerk_app.app.lanes import WriteAndWait
from clerk_app.app.open import prepare
from clerk_app.central.portal.accounts import Citizen as Speaker
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract.enrolment import Anchor
from clerk_app.contract.portal import Filed, Filing
from clerk_app.domain import numbers
from clerk_app.domain.errors import Refused
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import ListFilter
from clerk_app.sync.mailbox import RealPulse
from clerk_app.sync.once import OnceParts, once
from clerk_app.sync.reference import ReferenceChore
from tests.journeys.town import Town, place_of
from tests.support.central_process import RESOURCES, address_of
from tests.support.citizen import STALL, VUK, VUKS, Citizen
from tests.support.specimens import APPLICANT

HANDLER, PASSWORD = "omodelic", "model-2026"
MANY = 300
SLOWEST = 2.0  # seconds for one list or one commit while many filings arrive, on a machine that does other things too


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


class AtDesk:
    """Somebody at work at a real desk, which exchanges when the test says so."""

    def __init__(self, root: Path, user: str = HANDLER, password: str = PASSWORD) -> None:
        self.prepared = prepare(place_of(root))
        self.prepared.admit(user, password)
        self.desk = self.prepared.desk
        self.actions = self.desk.actions
        self.write = WriteAndWait(self.prepared.lanes.writes)

    def exchange(self, hold: int = 2) -> None:
        """Send what waits, and hear what there is."""
        stores, centre = self.desk.stores, self.prepared.centre
        ReferenceChore(centre.files, stores.reference, self.write, lambda _names: None).run(lambda: None)
        parts = OnceParts(
            line=centre.line,
            outbox=stores.outbox,
            write=self.write,
            identity=exchange_identity(self.desk.identity),
            clock=self.desk.place.clock,
            pulse=RealPulse(),
            alarm=lambda _code: None,
            hold=hold,
        )
        once(parts)

    def until(self, number: str, told: str = "", patience: float = 20.0) -> RequestView:
        """Exchange until a filing is here, in the state ``told`` where one is named."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            self.exchange(1)
            view = self.find(number)
            if view is not None and told in ("", view.state, view.work.payment if view.work else ""):
                return view
        raise AssertionError(f"{number} never came so far")

    def find(self, number: str) -> RequestView | None:
        return next(iter(self.actions.looking.find(number)), None)

    def close(self) -> None:
        self.prepared.close()


@contextmanager
def at_desk(root: Path) -> Iterator[AtDesk]:
    desk = AtDesk(root)
    try:
        yield desk
    finally:
        desk.close()


def anchor_of(desk: AtDesk) -> Anchor:
    return desk.desk.identity.anchor


def test_filed_online_paid_worked_on_supplemented_and_seen_by_the_citizen(town: Town) -> None:
    with at_desk(town.desk("desk")) as desk, Citizen(town.url, anchor_of(desk)) as citizen:
        desk.exchange(0)
        filed = citizen.file(enclosures=["Скица"])
        assert desk.actions.filings.check(filed.code).verdict == "not_here"
        view = desk.until(filed.number)
        assert desk.actions.looking.page(ListFilter(scope="portal")) == (view,)
        assert desk.actions.looking.counts().portal == 1
        by_code = desk.actions.filings.check(filed.code)
        assert (by_code.verdict, by_code.subject) == ("here", view.subject)
        cyrillic = filed.number.replace("EU", "ЕУ").replace("-", " ")
        assert desk.actions.looking.find(cyrillic) == desk.actions.looking.find(view.unique_number) == (view,)
        with pytest.raises(Refused, match="payment_missing"):
            desk.actions.casework.move(view.subject, "u_radu")
        citizen.do(filed.number, "payment")
        view = desk.until(filed.number, "paid")
        work_on_it_offline(town, desk, view)
        seen = citizen.see(filed.number)
        assert (seen.state, [step.state for step in seen.history][-1]) == ("u_radu", "u_radu")
        supplemented_online(desk, citizen, filed)


def work_on_it_offline(town: Town, desk: AtDesk, view: RequestView) -> None:
    """The centre is away while the handler works, and hears of it once it is back."""
    town.go_down()
    desk.actions.casework.move(view.subject, "u_radu", "узето у рад")
    shown = desk.actions.requests.view(view.subject)
    assert shown is not None
    assert (shown.state, shown.mark) == ("u_radu", "waiting")
    town.come_back()
    desk.until(view.number, "u_radu")
    desk.exchange(0)


def supplemented_online(desk: AtDesk, citizen: Citizen, filed: Filed) -> None:
    view = desk.until(filed.number)
    desk.actions.casework.call(view.subject, ("површина",), "2999-01-01", "молимо допуните")
    desk.exchange(1)
    called = citizen.see(filed.number)
    assert (called.state, called.missing, called.history[-1].note) == (
        "neuredan_dopuna",
        ("површина",),
        "молимо допуните",
    )
    citizen.do(filed.number, "supplement", form={"place.area": "6"}, enclosures=["Скица са мерама"])
    view = desk.until(filed.number, "u_radu")
    received = desk.actions.looking.open(view.subject)[1]
    assert received is not None
    assert received.form["place.area"] == "6"
    assert [ref.title for ref in received.enclosures] == ["Скица"]
    assert "supplemented" in [item.kind for item in view.history[-3:]]


def test_a_service_that_the_desk_does_not_know_is_listed_and_handed_on(town: Town) -> None:
    with at_desk(town.desk("desk")) as desk, Citizen(town.url, anchor_of(desk), VUK, VUKS) as citizen:
        filed = citizen.file("parking-permit", form={"vehicle.plate": "PM-000-XX"})
        view = desk.until(filed.number)
        assert view.work is not None
        assert (view.service, view.work.service_name) == ("parking-permit", "Станарска паркинг карта")
        colleague = desk.actions.casework.colleagues()[0]
        desk.actions.casework.hand(view.subject, colleague)
        desk.exchange(1)
        assert citizen.see(filed.number).history[-1].kind == "handed"


def test_many_filings_arrive_while_the_desk_works(town: Town) -> None:
    assert arriving(town, MANY) < SLOWEST


@pytest.mark.soak
def test_five_thousand_filings_arrive_while_the_desk_works(town: Town) -> None:
    assert arriving(town, 5000) < SLOWEST


def arriving(town: Town, many: int) -> float:
    """Let ``many`` filings come while the desk reads and writes; returns the longest time that either took."""
    with at_desk(town.desk("desk")) as desk:
        desk.exchange(0)
        file_many(town, many)
        over = threading.Event()
        exchanging = threading.Thread(target=lambda: exchange_until(desk, over))
        exchanging.start()
        slowest, came, end = 0.0, 0, time.monotonic() + 120
        while came < many and time.monotonic() < end:
            began = time.monotonic()
            page = desk.actions.looking.page(ListFilter(scope="portal"), limit=200)
            came = desk.actions.looking.counts().portal
            read = time.monotonic()
            if page:
                desk.write(partial(desk.actions.looking.note, "open", page[0].subject))
            slowest = max(slowest, read - began, time.monotonic() - read)
        over.set()
        exchanging.join(30)
        assert came == many
        assert desk.find(numbers.portal(time.localtime().tm_year, many)) is not None
    return slowest


def exchange_until(desk: AtDesk, over: threading.Event) -> None:
    while not over.is_set():
        desk.exchange(0)


def file_many(town: Town, many: int) -> None:
    """File beside the running centre, as its own process would."""
    folder = town.folder / "central.db.files"
    settings = CentralSettings(
        listen="127.0.0.1:0", database_url=address_of(town.database), texts=Texts(RESOURCES / "texts"), files=folder
    )
    parts = open_parts(settings)
    try:
        who = Speaker(VUK, APPLICANT)
        for place in range(many):
            parts.portal.file(who, Filing(key=f"many-{place:05d}", service="public-area", form=STALL))
    finally:
        parts.database.close()
