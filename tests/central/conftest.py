"""A centre of its own for every test, over a seeded database that is made once."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clerk_app.central.database import Database
from clerk_app.central.keys import load
from clerk_app.central.seed import seed
from clerk_app.central.server import Central, CentralSettings
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import SignInRequest, verified
from clerk_app.i18n import Texts
from tests.support.lone_desk import START, Caller, LoneDesk

RESOURCES = Path(__file__).parents[2] / "resources"
TEXTS = Texts(RESOURCES / "texts", strict=True)


class MovedClock:
    """The centre's clock, moved by the test."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> int:
        return self.at


@dataclass
class Running:
    """A centre that listens, and its clock."""

    central: Central
    url: str
    clock: MovedClock
    settings: CentralSettings

    def desk(self) -> LoneDesk:
        """A newly enrolled desk with keys of its own."""
        parts = self.central.parts
        code = parse(parts.enrolment.make_code("usluzni-centar", "1"))
        sign, seal = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
        request = EnrolmentRequest(secret=code.secret, sign_public=sign.public, seal_public=seal.public)
        answer = parts.enrolment.enrol(request)
        return LoneDesk(answer.desk, sign, seal, parts.keys.anchor("Општина Примерово"))

    def clerk(self, user: str = "mprimeric", password: str = "primer-2026") -> LoneDesk:
        """A newly enrolled desk at which somebody has signed in."""
        desk = self.desk()
        parts = self.central.parts
        request = SignInRequest(user=user, password=password, reply_public=bytes(32))
        answer = parts.sign_ins.sign_in(parts.desks.get(desk.code), request)
        desk.grant = verified(answer.grant, parts.keys.sign.public).id
        return desk


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "central.db"
    database = Database(f"sqlite:///{path}")
    load(database, seed(database, RESOURCES / "seed" / "primerovo", RESOURCES / "catalogue"))
    database.close()
    return path


@pytest.fixture
def settings(seeded_file: Path, tmp_path: Path) -> CentralSettings:
    path = tmp_path / "central.db"
    shutil.copyfile(seeded_file, path)
    return CentralSettings(listen="127.0.0.1:0", database_url=f"sqlite:///{path}", texts=TEXTS, now=MovedClock())


@pytest.fixture
def start(settings: CentralSettings) -> Iterator[Callable[[CentralSettings], Running]]:
    """Starts centres, and stops them at the end."""
    running: list[Central] = []

    def begin(chosen: CentralSettings) -> Running:
        central = Central(chosen)
        running.append(central)
        return Running(central, central.start(), settings.now, chosen)  # type: ignore[arg-type]

    yield begin
    for central in running:
        central.stop()


@pytest.fixture
def centre(start: Callable[[CentralSettings], Running], settings: CentralSettings) -> Running:
    """A centre that no other test speaks with, whose clock the test may move."""
    return start(settings)


@pytest.fixture(scope="session")
def shared(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One centre for all tests that need no more than a desk of their own."""
    path = tmp_path_factory.mktemp("shared") / "central.db"
    shutil.copyfile(seeded_file, path)
    clock = MovedClock()
    settings = CentralSettings(listen="127.0.0.1:0", database_url=f"sqlite:///{path}", texts=TEXTS, now=clock)
    central = Central(settings)
    yield Running(central, central.start(), clock, settings)
    central.stop()


@pytest.fixture
def desk(shared: Running) -> LoneDesk:
    """A desk of the shared centre at which a clerk has signed in."""
    return shared.clerk()


@pytest.fixture
def caller(shared: Running, desk: LoneDesk) -> Iterator[Caller]:
    with Caller(shared.url, desk.anchor) as speaking:
        yield speaking
