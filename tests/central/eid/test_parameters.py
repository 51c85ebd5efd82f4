"""Parameters of ConsentID: told to one desk, again only to a retry, of use once in hand; only digests are kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import httpx
import pytest
from sqlalchemy import select

from clerk_app.central.clock import HOUR
from clerk_app.central.eid.tables import EID_ACCOUNT, EID_EVENT, EID_PARAMETERS
from clerk_app.contract import canonical
from clerk_app.contract.eid import (
    EID_ISSUANCES,
    EidIssuance,
    EidParameters,
    EidSealed,
    open_parameters,
)
from clerk_app.domain.eid_bodies import EidGiven, EidVoided
from clerk_app.domain.errors import Damaged
from tests.central.conftest import Running
from tests.central.eid.test_accounts import account, code_of, register
from tests.support.eid_people import CITIZEN, OTHER, with_document
from tests.support.lone_desk import Caller, LoneDesk, subject

FIRST, SECOND = "c1" * 16, "c2" * 16


@dataclass
class Counter:
    """A desk at which the citizen has been registered."""

    centre: Running
    desk: LoneDesk
    caller: Caller

    def ask(self, act: str = FIRST, identity=CITIZEN, desk: LoneDesk | None = None) -> httpx.Response:
        by = desk or self.desk
        wanted = EidIssuance(id=act, grant=by.grant, identity=identity)
        return self.caller.ask(by, "POST", EID_ISSUANCES, content=canonical.encode(wanted))

    def issue(self, act: str = FIRST) -> EidParameters:
        reply = self.ask(act)
        assert reply.is_success, reply.content
        return open_parameters(canonical.decode(reply.content, EidSealed), self.desk.seal, act)

    def say(self, kind: str, body: object) -> None:
        """The desk's journal tells what became of a sheet."""
        entry = self.desk.write(kind, body, subject(self.desk.code, len(self.desk.entries) + 1))
        self.caller.send(self.desk, self.desk.cut(entry)).raise_for_status()

    def usable(self, parameters: EidParameters) -> bool:
        return self.centre.central.parts.eid.usable(CITIZEN.id_number, parameters.code)

    def level(self) -> str:
        with self.centre.central.parts.database.read() as connection:
            return str(connection.execute(select(EID_ACCOUNT.c.level)).scalar_one())

    def kept(self) -> str:
        """Every row of what is kept of parameters."""
        with self.centre.central.parts.database.read() as connection:
            return repr([connection.execute(select(table)).all() for table in (EID_PARAMETERS, EID_EVENT)])


@pytest.fixture
def counter(centre: Running) -> Iterator[Counter]:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        account(register(caller, desk))
        yield Counter(centre, desk, caller)


def test_parameters_open_nothing_until_the_sheet_is_in_hand(counter: Counter) -> None:
    parameters = counter.issue()
    assert (counter.usable(parameters), counter.level()) == (False, "basic")
    counter.say("eid.given", EidGiven(issue=FIRST, proof="printer"))
    assert (counter.usable(parameters), counter.level()) == (True, "high")
    assert parameters.code not in counter.kept()
    assert parameters.user_id in parameters.qr
    assert "given" in counter.kept()


def test_a_retry_gets_the_same_until_the_journal_has_spoken_and_never_after(counter: Counter) -> None:
    parameters = counter.issue()
    assert counter.issue() == parameters
    counter.say("eid.given", EidGiven(issue=FIRST, proof="clerk"))
    assert code_of(counter.ask()) == (410, "parameters_gone")


def test_a_lost_sheet_opens_nothing_even_if_the_desk_thinks_better_of_it(counter: Counter) -> None:
    parameters = counter.issue()
    counter.say("eid.voided", EidVoided(issue=FIRST, reason="printer_no_paper"))
    counter.say("eid.given", EidGiven(issue=FIRST, proof="clerk"))
    assert (counter.usable(parameters), counter.level()) == (False, "basic")
    assert code_of(counter.ask()) == (410, "parameters_gone")


def test_new_parameters_end_those_before(counter: Counter) -> None:
    first = counter.issue()
    counter.say("eid.given", EidGiven(issue=FIRST, proof="printer"))
    second = counter.issue(SECOND)
    assert not counter.usable(first)
    counter.say("eid.given", EidGiven(issue=SECOND, proof="printer"))
    assert (counter.usable(first), counter.usable(second)) == (False, True)


def test_what_a_desk_says_of_anothers_sheet_counts_for_nothing(counter: Counter) -> None:
    parameters = counter.issue()
    stranger = counter.centre.clerk("jprobic", "proba-2026")
    mine, counter.desk = counter.desk, stranger
    counter.say("eid.given", EidGiven(issue=FIRST, proof="printer"))
    counter.desk = mine
    assert not counter.usable(parameters)
    assert code_of(counter.ask(desk=stranger)) == (409, "act_reused")


def test_they_are_sealed_to_the_desk_and_the_act(counter: Counter) -> None:
    reply = counter.ask()
    sealed = canonical.decode(reply.content, EidSealed)
    parameters = open_parameters(sealed, counter.desk.seal, FIRST)
    assert parameters.code.encode() not in reply.content
    assert reply.headers["Cache-Control"] == "no-store"
    with pytest.raises(Damaged):
        open_parameters(sealed, counter.desk.seal, SECOND)
    with pytest.raises(Damaged):
        open_parameters(sealed, counter.centre.clerk("jprobic", "proba-2026").seal, FIRST)


def test_who_has_no_account_or_no_right_to_one_gets_none(counter: Counter) -> None:
    assert code_of(counter.ask(identity=OTHER)) == (404, "no_account")
    assert code_of(counter.ask(identity=with_document(expires="2026-01-01"))) == (403, "document_expired")
    assert code_of(counter.ask(act="short")) == (422, "malformed")
    eid = counter.centre.central.parts.eid.eid
    eid.fail_until(counter.centre.clock.at + HOUR)
    assert code_of(counter.ask()) == (503, "register_unavailable")
    eid.fail_until(0)
    eid.set_state(CITIZEN.id_number, "blocked")
    assert code_of(counter.ask()) == (403, "account_blocked")
    assert "issued" not in counter.kept()


def test_the_same_act_from_many_sides_at_once_issues_once(counter: Counter) -> None:
    issuing = counter.centre.central.parts.eid
    desk = counter.centre.central.parts.desks.get(counter.desk.code)
    wanted = EidIssuance(id=FIRST, grant=counter.desk.grant, identity=CITIZEN)
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _n: issuing.issue(desk, wanted), range(8)))
    assert len({one.sealed for one in said}) == 1


def test_another_person_under_the_same_act_is_refused(counter: Counter) -> None:
    counter.issue()
    assert code_of(counter.ask(identity=replace(OTHER))) == (409, "act_reused")
