"""Accounts for eID: the rules asked again, one account for a number and an e-mail, the same act twice is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select

from clerk_app.central.clock import DAY, HOUR
from clerk_app.central.eid.tables import EID_ACCOUNT, EID_EVENT
from clerk_app.central.schema import REFERENCE_ITEM
from clerk_app.contract import canonical
from clerk_app.contract.eid import EID_LOOKUPS, EID_REGISTRATIONS, EidAccount, EidLookup, EidRegistration
from clerk_app.contract.exchange import Problem
from clerk_app.domain.eid import EidIdentity
from tests.central.conftest import Running
from tests.support.eid_people import CITIZEN, EMAIL, OTHER, PHONE, born, with_document
from tests.support.lone_desk import Caller, LoneDesk

ACT = "a1" * 16


@pytest.fixture
def eid(centre: Running) -> Iterator[tuple[Running, LoneDesk, Caller]]:
    """A centre of one's own: accounts are one for a number, whoever asks."""
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        yield centre, desk, caller


def register(
    caller: Caller, desk: LoneDesk, identity: EidIdentity = CITIZEN, act: str = ACT, **changed: str
) -> httpx.Response:
    given = {"grant": desk.grant, "email": EMAIL, "phone": PHONE} | changed
    wanted = EidRegistration(id=act, identity=identity, **given)
    return caller.ask(desk, "POST", EID_REGISTRATIONS, content=canonical.encode(wanted))


def look_up(caller: Caller, desk: LoneDesk, number: str = CITIZEN.id_number, grant: str = "") -> httpx.Response:
    asked = EidLookup(grant=grant or desk.grant, id_number=number)
    return caller.ask(desk, "POST", EID_LOOKUPS, content=canonical.encode(asked))


def account(reply: httpx.Response) -> EidAccount:
    assert reply.is_success, reply.content
    return canonical.decode(reply.content, EidAccount)


def code_of(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code


def test_a_registered_citizen_is_found_with_what_is_theirs_masked(eid: tuple[Running, LoneDesk, Caller]) -> None:
    centre, desk, caller = eid
    assert account(look_up(caller, desk)) == EidAccount()
    made = account(register(caller, desk))
    assert made == EidAccount("basic", "unconfirmed", "p•••@primer.example", "•••567")
    found = look_up(caller, desk)
    assert account(found) == made
    assert EMAIL not in found.text
    with centre.central.parts.database.read() as connection:
        events = connection.execute(select(EID_EVENT).order_by(EID_EVENT.c.ordinal)).all()
    assert [(event.what, event.user, event.document) for event in events] == [
        ("registered", "mprimeric", "id_card 4321"),
        ("mail_sent", "mprimeric", ""),
        ("looked_up", "mprimeric", ""),
    ]


def test_the_same_act_again_is_the_same_account_and_one_mail(eid: tuple[Running, LoneDesk, Caller]) -> None:
    centre, desk, caller = eid
    assert account(register(caller, desk)) == account(register(caller, desk))
    with centre.central.parts.database.read() as connection:
        assert len(connection.execute(select(EID_ACCOUNT)).all()) == 1
        assert len(connection.execute(select(EID_EVENT).where(EID_EVENT.c.what == "mail_sent")).all()) == 1
    assert code_of(register(caller, desk, phone="+381641112223")) == (409, "act_reused")


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        (with_document(expires="2026-09-20"), "document_expired"),
        (with_document(biometric=False), "document_not_biometric"),
        (with_document(kind="other"), "document_not_biometric"),
        (born("2010-09-22", "2209010990002"), "under_age"),
    ],
)
def test_who_may_not_have_an_account_is_told_why(
    eid: tuple[Running, LoneDesk, Caller], identity: EidIdentity, code: str
) -> None:
    _centre, desk, caller = eid
    assert code_of(register(caller, desk, identity)) == (403, code)
    assert account(look_up(caller, desk, identity.id_number)) == EidAccount()


def test_on_the_birthday_one_is_of_age_and_on_the_last_day_the_document_is_valid(
    eid: tuple[Running, LoneDesk, Caller],
) -> None:
    _centre, desk, caller = eid
    young = replace(born("2010-09-21", "2109010990008"), document=with_document(expires="2026-09-21").document)
    assert account(register(caller, desk, young)).level == "basic"


def test_a_number_and_an_email_have_one_account(eid: tuple[Running, LoneDesk, Caller]) -> None:
    _centre, desk, caller = eid
    account(register(caller, desk))
    assert code_of(register(caller, desk, act="b2" * 16)) == (409, "account_exists")
    assert code_of(register(caller, desk, OTHER, act="b3" * 16, email=EMAIL.upper())) == (409, "email_taken")
    assert account(register(caller, desk, OTHER, act="b3" * 16, email="uzor@primer.example")).level == "basic"


def test_a_blocked_account_stays_shut(eid: tuple[Running, LoneDesk, Caller]) -> None:
    centre, desk, caller = eid
    account(register(caller, desk))
    centre.central.parts.eid.eid.set_state(CITIZEN.id_number, "blocked")
    assert account(look_up(caller, desk)).state == "blocked"
    assert code_of(register(caller, desk, act="b2" * 16)) == (403, "account_blocked")


def test_a_register_that_is_away_is_told_apart_from_a_centre_in_trouble(
    eid: tuple[Running, LoneDesk, Caller],
) -> None:
    centre, desk, caller = eid
    for _ in range(2):
        centre.central.parts.eid.eid.fail_until(centre.clock.at + HOUR)
    for reply in (look_up(caller, desk), register(caller, desk)):
        assert code_of(reply) == (503, "register_unavailable")
        assert reply.headers["Retry-After"] == "5"
    centre.clock.at += HOUR
    assert account(register(caller, desk)).level == "basic"


def test_a_grant_of_another_desk_nobody_or_earlier_days_opens_nothing(eid: tuple[Running, LoneDesk, Caller]) -> None:
    centre, desk, caller = eid
    assert code_of(look_up(caller, desk, grant="none")) == (403, "grant_unknown")
    assert code_of(look_up(caller, desk, grant=centre.clerk("jprobic", "proba-2026").grant)) == (403, "grant_not_ours")
    administrator = centre.clerk("aopitic", "opit-2026")
    assert code_of(look_up(caller, administrator)) == (403, "not_permitted")
    centre.clock.at += 15 * DAY
    assert code_of(look_up(caller, desk)) == (403, "grant_expired")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email": "nothing"}, "identity_incomplete"),
        ({"phone": "060"}, "identity_incomplete"),
        ({"act": "short"}, "malformed"),
        ({"identity": replace(CITIZEN, id_number="0101990990001")}, "identity_incomplete"),
    ],
)
def test_what_no_desk_of_ours_would_send_is_a_clear_problem(
    eid: tuple[Running, LoneDesk, Caller], changed: dict[str, Any], code: str
) -> None:
    _centre, desk, caller = eid
    assert code_of(register(caller, desk, **changed)) == (422, code)


def test_a_centre_without_rules_for_eid_has_none(eid: tuple[Running, LoneDesk, Caller]) -> None:
    centre, desk, caller = eid
    with centre.central.parts.database.write() as connection:
        connection.execute(delete(REFERENCE_ITEM).where(REFERENCE_ITEM.c.name == "eid"))
    assert code_of(register(caller, desk)) == (403, "eid_not_here")
