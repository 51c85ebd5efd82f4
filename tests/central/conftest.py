"""A centre of its own for every test, over a seeded database that is made once; on SQLite, and on PostgreSQL."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from sqlalchemy import insert

from clerk_app.central.database import Database
from clerk_app.central.keys import load
from clerk_app.central.migrations import SCHEMA_VERSION
from clerk_app.central.population import tables as population_tables
from clerk_app.central.schema import COUNTER, METADATA, OFFICE
from clerk_app.central.seed import seed
from clerk_app.central.server import Central, CentralSettings
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import SignInRequest, verified
from clerk_app.i18n import Texts
from tests.support.lone_desk import START, Caller, LoneDesk
from tests.support.postgres_server import PostgresServer
from tests.support.statements import Watch, watched

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

    def desk(self, office: str = "", printed: str = "") -> LoneDesk:
        """A newly enrolled desk with keys of its own; alone in an office, or in the one that is named or printed."""
        parts = self.central.parts
        code = parse(printed or parts.enrolment.make_code(office or self.office(), "1"))
        sign, seal = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
        request = EnrolmentRequest(secret=code.secret, sign_public=sign.public, seal_public=seal.public)
        answer = parts.enrolment.enrol(request)
        return LoneDesk(answer.desk, sign, seal, parts.keys.anchor("Општина Примерово"), office=answer.office)

    def office(self) -> str:
        """Another office, in which nobody is."""
        parts = self.central.parts
        code = f"kancelarija-{secrets.token_hex(4)}"
        with parts.database.write() as connection:
            row = {"municipality": parts.keys.municipality, "code": code, "name": "Месна канцеларија"}
            connection.execute(insert(OFFICE).values(row))
            connection.execute(insert(COUNTER).values(municipality=row["municipality"], office=code, code="1"))
        return code

    def clerk(self, user: str = "mprimeric", password: str = "primer-2026", office: str = "") -> LoneDesk:
        """A newly enrolled desk at which somebody has signed in."""
        desk = self.desk(office)
        parts = self.central.parts
        request = SignInRequest(user=user, password=password, reply_public=bytes(32))
        answer = parts.sign_ins.sign_in(parts.desks.get(desk.code), request)
        desk.grant = verified(answer.grant, parts.keys.sign.public).id
        return desk


class SeededFile:
    """An SQLite file that is copied for every test."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "central.db"
        _fill(f"sqlite:///{self._file}")

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        path = folder / "central.db"
        shutil.copyfile(self._file, path)
        yield f"sqlite:///{path}"


class SeededTemplate:
    """A database of the PostgreSQL server that is copied for a test, and made as it was before the next one takes it.

    To copy costs the disk more than most tests do. The population is left as it is: nobody changes it.
    """

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._name = server.create()
        self._free: list[str] = []
        _fill(server.address(self._name))
        server.run(
            self._name, "CREATE SCHEMA before", *(f"CREATE TABLE before.{one} AS TABLE {one}" for one in _QUOTED)
        )

    @contextmanager
    def copy(self, _folder: Path) -> Iterator[str]:
        name = self._free.pop() if self._free else self._server.create(self._name)
        yield self._server.address(name)
        try:
            self._server.run(name, _END_OTHERS, *_AS_BEFORE)
        except psycopg.errors.UndefinedTable:  # the test took one away
            self._server.drop(name)
        else:
            self._free.append(name)


_KEPT = (SCHEMA_VERSION, *METADATA.tables.values())
_QUOTED = [f'"{table.name}"' for table in _KEPT if table not in population_tables.TABLES]
_END_OTHERS = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_AS_BEFORE = (
    *(f"DELETE FROM {one}; INSERT INTO {one} SELECT * FROM before.{one}" for one in _QUOTED),
    "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
)


class Seeded(Protocol):
    """What gives a test a database of its own."""

    def copy(self, folder: Path, /) -> AbstractContextManager[str]:
        """Its address, for the time of the block."""


def _fill(address: str) -> None:
    database = Database(address)
    load(database, seed(database, RESOURCES / "seed" / "primerovo", RESOURCES / "catalogue"))
    database.close()


def settings_of(address: str, folder: Path) -> CentralSettings:
    return CentralSettings(
        listen="127.0.0.1:0", database_url=address, texts=TEXTS, files=folder / "files", now=MovedClock()
    )


@pytest.fixture(scope="session")
def statements() -> Iterator[Watch]:
    """What every centre of these tests says to its database."""
    with watched() as watch:
        yield watch


@pytest.fixture(autouse=True)
def names_its_municipality(statements: Watch) -> Iterator[None]:
    """A statement that goes to all municipalities at once fails the test in which it is first said."""
    before = len(statements.wrong)
    yield
    assert statements.wrong[before:] == []


@pytest.fixture(scope="session")
def seeded_sqlite(tmp_path_factory: pytest.TempPathFactory) -> SeededFile:
    return SeededFile(tmp_path_factory.mktemp("seeded"))


@pytest.fixture(scope="session")
def seeded_postgresql(postgres: PostgresServer) -> SeededTemplate:
    return SeededTemplate(postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Every test that touches a centre's database runs on each kind: they are to behave alike."""
    return str(request.param)


@pytest.fixture
def settings(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> Iterator[CentralSettings]:
    seeded: Seeded = request.getfixturevalue(f"seeded_{kind}")
    with seeded.copy(tmp_path) as address:
        yield settings_of(address, tmp_path)


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


def shared_of(seeded: Seeded, folder: Path) -> Iterator[Running]:
    with seeded.copy(folder) as address:
        settings = settings_of(address, folder)
        central = Central(settings)
        yield Running(central, central.start(), settings.now, settings)  # type: ignore[arg-type]
        central.stop()


@pytest.fixture(scope="session")
def shared_sqlite(seeded_sqlite: SeededFile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from shared_of(seeded_sqlite, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def shared_postgresql(seeded_postgresql: SeededTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from shared_of(seeded_postgresql, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def shared(request: pytest.FixtureRequest, kind: str) -> Running:
    """One centre of each kind for all tests that need no more than a desk of their own."""
    running: Running = request.getfixturevalue(f"shared_{kind}")
    return running


@pytest.fixture
def desk(shared: Running) -> LoneDesk:
    """A desk of the shared centre at which a clerk has signed in."""
    return shared.clerk()


@pytest.fixture
def caller(shared: Running, desk: LoneDesk) -> Iterator[Caller]:
    with Caller(shared.url, desk.anchor) as speaking:
        yield speaking
