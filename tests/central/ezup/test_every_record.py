"""Every record and everything that can go wrong with it: each of the sixteen ends as it should, with words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import Connection, and_, insert, select, update

from clerk_app.central.app import Parts
from clerk_app.central.clock import DAY, HOUR
from clerk_app.central.ezup.asking import Asking
from clerk_app.central.ezup.keeping import Keeping
from clerk_app.central.ezup.rules import revoke, rules_of
from clerk_app.central.ezup.tables import EZUP_GRANT, EZUP_OUTAGE, EZUP_QUERY
from clerk_app.central.registers.reply import Question, Reply
from clerk_app.central.registers.table import REGISTERS
from clerk_app.central.schema import ALARM, REFERENCE_ITEM, REQUEST, SENT_RESULT
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import catalogue
from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.catalogue import Proof
from clerk_app.domain.ezup_bodies import Asked
from clerk_app.domain.ezup_datasets import Dataset
from clerk_app.domain.journal import Entry
from tests.central.conftest import TEXTS, MovedClock, Running
from tests.central.test_numbers import Still
from tests.support.lone_desk import SERVICE, LoneDesk

NOBODY = {"jmbg": "0101990900009", "pib": "999000009", "mb": "99900016", "document": "999000111", "plate": "ПР-000-ПП"}
LANGUAGES = ("sr", "en")
_PLACE = "place.of_form"


@dataclass
class Counter:
    """A desk whose procedure may ask for every record, and a register for each that a test makes answer."""

    parts: Parts
    desk: LoneDesk
    datasets: tuple[Dataset, ...]
    asked: list[str] = field(default_factory=list)

    def case(self, dataset: Dataset, *, by: str = "body", signed: bool = True) -> Entry:
        choice = ProofChoice(proof=dataset.code, by=by)  # type: ignore[arg-type]
        form = {_PLACE: _key(dataset)}
        return self.desk.receive(proofs=(choice,), signed_on_paper=signed, form=form)

    def query(self, case: Entry, dataset: Dataset) -> Entry:
        body = Asked(
            dataset=dataset.code,
            proof=dataset.code,
            key_kind=dataset.keys[0],
            key=_key(dataset),
            procedure=SERVICE,
            valid_until=self.parts.now() + DAY,
            clerk="mprimeric",
        )
        return self.desk.write("ezup.asked", body, case.header.subject)

    def take(self, *entries: Entry) -> None:
        self.parts.accepting.take(self.desk.cut(*entries))

    def work(self) -> None:
        """Ask everything that waits, as the worker does."""
        asking = Asking(self.parts.database, self.parts.keys.municipality, self.parts.bell, self.parts.now)
        while going := asking.take():
            for one in going:
                asking.ask(replace(one, rules=replace(one.rules, register_ms=0)))

    def rows(self, what: Any) -> list[Any]:
        with self.parts.database.read() as connection:
            return [*connection.execute(select(*what))]

    def outcomes(self) -> dict[str, tuple[str, str, bool]]:
        """State, reason and whether anything was kept of the newest query, by record."""
        rows = sorted(self.rows((EZUP_QUERY,)), key=lambda row: row.seq)
        return {row.dataset: (row.state, row.reason, bool(row.payload or row.digest)) for row in rows}

    def each(self, ends: tuple[str, str, bool]) -> dict[str, tuple[str, str, bool]]:
        return {one.code: ends for one in self.datasets}


@pytest.fixture
def counter(settings: CentralSettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    parts = open_parts(settings)
    municipality = parts.keys.municipality
    with parts.database.write() as connection:
        rules = rules_of(connection, municipality)
        assert rules is not None
        row = {"municipality": municipality, "procedure": SERVICE, "given": 0}
        more = [row | {"dataset": one.code} for one in rules.datasets if not rules.may_ask(SERVICE, one.code)]
        connection.execute(insert(EZUP_GRANT), more)
        _define(connection, municipality, rules.datasets)
    central = Still(parts)
    desk = Running(central=central, url="", clock=MovedClock(), settings=settings).clerk()  # type: ignore[arg-type]
    made = Counter(parts, desk, rules.datasets)
    for one in rules.datasets:
        monkeypatch.setitem(REGISTERS, one.code, _register(one, made.asked))
    yield made
    parts.database.close()


def _define(connection: Connection, municipality: str, datasets: tuple[Dataset, ...]) -> None:
    """Let the definition of the procedure name every record, each by a proof of its own."""
    this = and_(REFERENCE_ITEM.c.municipality == municipality, REFERENCE_ITEM.c.name == f"service/{SERVICE}@1")
    service = catalogue.decode(connection.execute(select(REFERENCE_ITEM.c.body).where(this)).scalar_one())
    proofs = tuple(Proof(code=one.code, label=one.label, dataset=one.code) for one in datasets)
    body = catalogue.encode(replace(service, proofs=proofs))
    connection.execute(update(REFERENCE_ITEM).where(this).values(body=body))


def _key(dataset: Dataset) -> str:
    return NOBODY[dataset.keys[0]]


def _register(dataset: Dataset, asked: list[str]) -> Callable[[Question], Reply | None]:
    """A register that has a record of whoever is asked for."""

    def ask(question: Question) -> Reply:
        asked.append(dataset.code)
        fields = {one.code.replace(".", "[0]."): "вредност" for one in dataset.fields}
        return Reply(identity=question.key, fields=fields)

    return ask


def test_all_sixteen_are_answered_and_each_is_asked_once(counter: Counter) -> None:
    assert len(counter.datasets) == 16
    for one in counter.datasets:
        case = counter.case(one)
        counter.take(case, counter.query(case, one))
    counter.work()
    assert counter.outcomes() == counter.each(("done", "", True))
    assert sorted(counter.asked) == sorted(one.code for one in counter.datasets)


def test_a_duplicate_is_refused_while_the_first_is_open_and_once_it_is_answered(counter: Counter) -> None:
    cases = {one.code: counter.case(one) for one in counter.datasets}
    for one in counter.datasets:
        case = cases[one.code]
        counter.take(case, counter.query(case, one), counter.query(case, one))
    counter.work()
    for one in counter.datasets:
        counter.take(counter.query(cases[one.code], one))
    counter.work()
    assert [row.code for row in counter.rows((SENT_RESULT,))] == ["query_repeated"] * 32
    assert counter.outcomes() == counter.each(("done", "", True))
    assert len(counter.asked) == 16


def test_what_was_told_and_is_kept_no_longer_may_be_asked_for_again(
    counter: Counter, settings: CentralSettings
) -> None:
    cases = {one.code: counter.case(one) for one in counter.datasets}
    for one in counter.datasets:
        counter.take(cases[one.code], counter.query(cases[one.code], one))
    counter.work()
    settings.now.at += 31 * DAY  # type: ignore[attr-defined]
    keeping = Keeping(counter.parts.database, counter.parts.keys.municipality, counter.parts.bell, counter.parts.now)
    assert keeping.forget() == 16
    for one in counter.datasets:
        counter.take(counter.query(cases[one.code], one))
    counter.work()
    assert counter.rows((SENT_RESULT,)) == []
    assert counter.outcomes() == counter.each(("done", "", True))
    assert len(counter.asked) == 32


def test_what_may_not_be_asked_is_denied_and_no_register_hears_of_it(counter: Counter) -> None:
    ways: dict[str, dict[str, object]] = {
        "statement_missing": {"signed": False},
        "left_to_party": {"by": "party"},
        "case_closed": {},
    }
    for reason, way in ways.items():
        for one in counter.datasets:
            case = counter.case(one, **way)  # type: ignore[arg-type]
            counter.take(case)
            counter.take(counter.query(case, one))
        if reason == "case_closed":
            with counter.parts.database.write() as connection:
                connection.execute(update(REQUEST).values(state="odbacen"))
        counter.work()
        assert counter.outcomes() == counter.each(("denied", reason, False)), reason
    assert counter.asked == []


def test_a_grant_that_was_revoked_on_the_way_is_denied(counter: Counter) -> None:
    parts = counter.parts
    for one in counter.datasets:
        case = counter.case(one)
        counter.take(case, counter.query(case, one))
        revoke(parts.database, parts.keys.municipality, SERVICE, one.code, parts.now)
    counter.work()
    assert counter.outcomes() == counter.each(("denied", "grant_revoked", False))
    assert counter.asked == []


def _answering(register: Callable[[Question], Any]) -> Callable[[Counter, pytest.MonkeyPatch], None]:
    def prepare(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
        for one in counter.datasets:
            monkeypatch.setitem(REGISTERS, one.code, register)

    return prepare


def _all_away(counter: Counter, _monkeypatch: pytest.MonkeyPatch) -> None:
    now = counter.parts.now()
    away = {"municipality": counter.parts.keys.municipality, "begins": now, "ends": now + HOUR}
    with counter.parts.database.write() as connection:
        connection.execute(insert(EZUP_OUTAGE), [away | {"dataset": one.code} for one in counter.datasets])


def _fails(question: Question) -> Reply | None:
    known: dict[str, Reply] = {}
    return known[question.key]


BAD_DAYS: dict[str, tuple[Callable[[Counter, pytest.MonkeyPatch], None], str, str]] = {
    "nobody": (_answering(lambda _asked: None), "not_found", ""),
    "somebody else": (_answering(lambda _asked: Reply("1403988985008", {})), "source_unavailable", "wrong_person"),
    "away": (_all_away, "source_unavailable", "outage"),
    "unknown fields": (_answering(lambda asked: Reply(asked.key, {"shema": "2"})), "source_unavailable",
                       "answer_unreadable"),
    "no fields": (_answering(lambda asked: Reply(asked.key, None)), "source_unavailable",  # type: ignore[arg-type]
                  "answer_unreadable"),
    "no reply": (_answering(lambda _asked: "<html>"), "source_unavailable", "answer_unreadable"),
    "a fault": (_answering(_fails), "source_unavailable", "answer_unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("day", BAD_DAYS)
def test_what_a_register_cannot_tell_ends_the_attempt_keeps_nothing_and_may_be_asked_again(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    prepare, state, reason = BAD_DAYS[day]
    prepare(counter, monkeypatch)
    cases = {one.code: counter.case(one) for one in counter.datasets}
    for one in counter.datasets:
        counter.take(cases[one.code], counter.query(cases[one.code], one))
    counter.work()
    assert counter.outcomes() == counter.each((state, reason, False))
    alarms = {row.code for row in counter.rows((ALARM,))}
    assert alarms == ({"ezup_wrong_person"} if reason == "wrong_person" else set())
    for one in counter.datasets:
        counter.take(counter.query(cases[one.code], one))
    assert counter.rows((SENT_RESULT,)) == []
    assert len(counter.rows((EZUP_QUERY.c.seq,))) == 32


def test_the_registers_of_this_program_know_nobody_by_a_number_that_is_nobodys(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    for one in counter.datasets:
        case = counter.case(one)
        counter.take(case, counter.query(case, one))
    counter.work()
    assert counter.outcomes() == counter.each(("not_found", "", False))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_end_has_words_of_its_own(language: str) -> None:
    texts = TEXTS.in_language(language)
    reasons = ["query_repeated", "statement_missing", "left_to_party", "case_closed", "grant_revoked"]
    reasons += [reason for _, _, reason in BAD_DAYS.values() if reason]
    words = [
        next(texts.text(key) for key in (f"ezup.reason.{one}", f"error.{one}") if texts.has(key))
        for one in dict.fromkeys(reasons)
    ]
    assert len(set(words)) == len(words)
