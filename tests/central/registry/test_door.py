"""The registry's three operations and the receipt, as a stranger's program calls them over a real line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import msgspec
import pytest

from clerk_app.central.clock import SECOND
from clerk_app.central.registry.clients import TOKEN_LIFE
from clerk_app.contract import canonical
from clerk_app.contract.answers import Status
from clerk_app.contract.exchange import Problem
from clerk_app.contract.registry import SUBMISSION_NUMBERS, SealedReceipt, verified
from clerk_app.domain.numbers import parse_unique
from tests.central.conftest import Running
from tests.support.lone_desk import START, Caller, LoneDesk
from tests.support.registry_caller import RegistryCaller, said

MINUTE = 60 * SECOND

type Stranger = Callable[..., RegistryCaller]


@pytest.fixture
def stranger(centre: Running, line: httpx.Client) -> Stranger:
    """Makes programs that have signed in; of the municipality itself unless another body is named."""

    def make(name: str = "opštinska pisarnica", body: str = "") -> RegistryCaller:
        secret = centre.central.parts.clients.make(name, body)
        return RegistryCaller(line, name, secret, body or "primerovo").sign_in()

    return make


@pytest.fixture
def line(centre: Running) -> Iterator[httpx.Client]:
    with Caller(centre.url, centre.desk().anchor) as caller:
        yield caller.client


def problem(reply: httpx.Response) -> tuple[int, str]:
    return reply.status_code, canonical.decode(reply.content, Problem).code


def test_a_number_is_given_once_for_a_key_however_often_it_is_asked_for(centre: Running, stranger: Stranger) -> None:
    one, other = stranger("one"), stranger("other")
    first = one.number("k-1", START)
    assert first.status_code == 201
    assert (first.json()["number"], first.json()["shown"]) == ("0000000012026", "000 000 001 / 2026")
    assert first.headers["Location"] == "/v1/registry/cases/0000000012026/status-history"
    assert one.number("k-1", START).content == first.content
    assert problem(one.number("k-1", START, procedure="RAP-2")) == (409, "idempotency_conflict")
    assert one.number("k-2", START).json()["serial"] == 2
    assert other.number("k-1", START).json()["serial"] == 3, "keys are each caller's own"
    assert parse_unique(first.json()["number"]) == parse_unique(first.json()["shown"])


def test_who_asks_and_hangs_up_burns_no_number(centre: Running, stranger: Stranger) -> None:
    caller = stranger()
    with pytest.raises(httpx.TimeoutException):
        caller.client.post(
            SUBMISSION_NUMBERS,
            content=msgspec.json.encode({"body": "primerovo", "procedure": "RAP-0101", "received_at": said(START)}),
            headers={"Authorization": f"Bearer {caller._token}", "Idempotency-Key": "k-1"},
            timeout=httpx.Timeout(10, read=0.001),
        )
    again = caller.number("k-1", START)
    assert again.json()["serial"] == 1
    assert caller.number("k-2", START).json()["serial"] == 2


def test_a_number_is_given_for_the_callers_own_body_alone(centre: Running, stranger: Stranger) -> None:
    health = stranger("health", "dom-zdravlja")
    assert problem(health.number("k-1", START, body="primerovo")) == (403, "not_permitted")
    number = health.number("k-1", START).json()
    assert number["serial"] == 1, "what was not permitted took none"
    town = stranger("town")
    for reply in (town.history(number["number"]), town.receipt(number["number"])):
        assert problem(reply) == (403, "not_permitted")
    assert problem(town.status(number["number"], "u_radu", START, "e-1")) == (403, "not_permitted")


def test_what_is_no_key_and_what_is_no_submission_is_malformed(stranger: Stranger) -> None:
    caller = stranger()
    for key in ("", "a b", "x" * 121, "a/b"):
        assert problem(caller.number(key, START)) == (422, "malformed")
    naive = {"received_at": "2026-01-01T00:00:00"}
    for changed in ({"procedure": ""}, {"unit": "a\0"}, {"unit": "a\n"}, naive, {"x": 1}):
        assert problem(caller.number("k", START, **changed)) == (422, "malformed")
    assert caller.number("k", START).json()["serial"] == 1


def test_who_shows_no_token_or_one_that_lapsed_is_told_apart_and_goes_on_with_another(
    centre: Running, stranger: Stranger
) -> None:
    caller = stranger()
    assert caller.number("k-1", START).status_code == 201
    centre.clock.at += TOKEN_LIFE
    lapsed = caller.number("k-2", START)
    assert problem(lapsed) == (401, "unauthenticated")
    assert lapsed.headers["WWW-Authenticate"] == "Bearer"
    caller.sign_in()
    assert caller.number("k-2", START).json()["serial"] == 2
    caller._token = "another"
    assert problem(caller.history("0000000012026")) == (401, "unauthenticated")


def test_a_status_moves_the_case_and_the_same_again_changes_nothing(centre: Running, stranger: Stranger) -> None:
    caller = stranger()
    number = caller.number("k", START).json()["number"]
    centre.clock.at += MINUTE
    first = caller.status(number, "u_radu", START + SECOND, "e-1", "узето у рад")
    assert first.json() == {"number": number, "state": "u_radu", "at": "2026-09-21T14:13:21Z", "late": False}
    assert caller.status(number, "u_radu", START + SECOND, "e-1", "узето у рад").json() == first.json()
    assert problem(caller.status(number, "u_radu", START + SECOND, "e-1", "друго")) == (409, "idempotency_conflict")
    steps = caller.history(number).json()["steps"]
    assert [(one["state"], one.get("note", "")) for one in steps] == [
        ("primljen", ""), ("zaveden", ""), ("u_radu", "узето у рад"),
    ]  # fmt: skip


def test_an_older_update_takes_its_place_in_the_history_and_does_not_move_the_case(
    centre: Running, stranger: Stranger
) -> None:
    caller = stranger()
    number = caller.number("k", START).json()["number"]
    centre.clock.at += MINUTE
    caller.status(number, "resen_usvojen", START + 30 * SECOND, "e-3")
    for _ in range(2):
        late = caller.status(number, "ceka_podatke", START + 20 * SECOND, "e-2")
        assert (late.json()["late"], late.json()["state"]) == (True, "resen_usvojen")
    told = caller.history(number).json()
    assert told["state"] == "resen_usvojen"
    assert [one["state"] for one in told["steps"]] == ["primljen", "zaveden", "ceka_podatke", "resen_usvojen"]


def test_a_case_of_the_year_before_goes_on_under_its_number(centre: Running, stranger: Stranger) -> None:
    caller = stranger()
    number = caller.number("k", START).json()["number"]
    centre.clock.at += 120 * 24 * 60 * MINUTE
    caller.sign_in()
    assert caller.number("k-2", centre.clock.at).json()["number"] == "0000000012027"
    assert caller.number("k", START).json()["number"] == number == "0000000012026"
    caller.status(number, "u_radu", centre.clock.at, "e")
    assert [one["state"] for one in caller.history(number).json()["steps"]] == ["primljen", "zaveden", "u_radu"]
    assert len(caller.history("0000000012027").json()["steps"]) == 2


def test_what_cannot_have_happened_is_refused(centre: Running, stranger: Stranger) -> None:
    caller = stranger()
    number = caller.number("k", START).json()["number"]
    assert problem(caller.status(number, "negde", START, "e")) == (422, "state_unknown")
    for state in ("primljen", "dostavljen", "konacan"):
        assert problem(caller.status(number, state, START, "e")) == (409, "transition_impossible")
    assert caller.status(number, "u_radu", START, "e").status_code == 200, "what was refused has used nothing up"
    for unknown in ("0000000992026", "0000000002026", "1", "000000001-2026"):
        assert problem(caller.status(unknown, "u_radu", START, "e")) == (404, "case_unknown")
    assert problem(caller._ask("GET", f"/v1/registry/cases/{number}/status-history?from=-1")) == (422, "malformed")


def test_an_update_from_the_future_happened_no_later_than_it_was_told(centre: Running, stranger: Stranger) -> None:
    caller = stranger()
    number = caller.number("k", START).json()["number"]
    caller.status(number, "u_radu", START + 1000 * MINUTE, "e-1")
    centre.clock.at += MINUTE
    assert caller.status(number, "resen_usvojen", START + MINUTE, "e-2").json()["late"] is False


def test_a_case_from_a_desk_is_the_same_case_and_its_desk_hears_of_it(centre: Running, stranger: Stranger) -> None:
    caller, desk = stranger(), centre.clerk()
    with Caller(centre.url, desk.anchor) as sender:
        sender.send(desk, desk.cut(desk.receive()))
        sender.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
        caller.status("0000000012026", "u_radu", START, "e-1", "узето у рад")
        told = [change for change in sender.answer(desk).changes if change.kind == "status"]
        assert [canonical.decode(one.body, Status) for one in told] == [Status("u_radu", START, "узето у рад")]
        number = canonical.decode(desk.entries[0].body or b"", dict)["number"]
        centre.central.parts.registry.set_status(number, "resen_usvojen")
        steps = caller.history("0000000012026").json()["steps"]
        assert [one["state"] for one in steps] == ["primljen", "zaveden", "u_radu", "resen_usvojen"]
        subject = desk.entries[0].header.subject
        annul = desk.write("request.annulled", canonical.encode({"reason": "r", "clerk": "c"}), subject)
        sender.send(desk, desk.cut(annul))
        assert problem(caller.status("0000000012026", "otpremljen", START + MINUTE, "e-2")) == (409, "case_annulled")
        assert caller.history("0000000012026").json()["state"] == "annulled"
        health = stranger("health", "dom-zdravlja")
        assert problem(health.history("0000000012026")) == (403, "not_permitted")


def test_receipts_say_what_is_known_under_the_centres_seal(centre: Running, stranger: Stranger) -> None:
    caller, desk = stranger(), centre.clerk()
    mine = caller.number("k", START, content="Захтев", enclosures=["План"], officer="М. М.", reference="12/26").json()
    with Caller(centre.url, desk.anchor) as sender:
        sender.send(desk, desk.cut(desk.receive(clerk_name="Милица Примерић")))
        sender.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
    opened = [opened_receipt(caller.receipt(number), desk) for number in (mine["number"], "0000000022026")]
    assert (opened[0].number, opened[0].content, opened[0].enclosures) == ("000 000 001 / 2026", "Захтев", ["План"])
    assert (opened[0].officer, opened[0].reference, opened[0].submitter) == ("М. М.", "12/26", "")
    assert (opened[1].submitter, opened[1].officer) == ("Пробић Проба", "Милица Примерић")
    assert (opened[1].provisional, opened[1].classification) != ("", "")
    assert opened[1].unit == "Месна канцеларија"
    assert caller.client.get(opened[1].status_at).status_code == 401


def opened_receipt(reply: httpx.Response, desk: LoneDesk):
    return verified(canonical.decode(reply.content, SealedReceipt), desk.anchor.centre_sign)
