"""What a receipt says and what its code proves: genuine, altered, of a desk later revoked, or cannot tell here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.answers import Change
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.domain.receipts import ReceiptCode, Verdict, parse
from tests.store.desk import answers
from tests.support.desk_at_work import DESK, STALL, DeskAtWork, DeskSign, items
from tests.support.hand_clock import micros
from tests.support.specimens import MUNICIPALITY


@pytest.fixture
def facts(desk):
    return desk.receipting.facts(desk.receive().view.subject, copy=0)


def test_a_receipt_says_who_what_when_and_by_which_numbers(desk):
    received = desk.receive()
    said = desk.receipting.facts(received.view.subject, copy=2)
    assert (said.issuer.municipality, said.issuer.desk, said.issuer.counter) == (MUNICIPALITY, DESK, "шалтер 3")
    assert (said.body.number, said.service, said.copy) == (received.view.number, STALL, 2)
    assert (said.unique, said.registered, said.annulled) == (None, None, "")


def test_once_registered_it_says_the_unique_number_and_since_when(desk):
    subject = desk.receive().view.subject
    desk.clock.pass_time(minutes=3)
    desk.registered(seq=1)
    said = desk.receipting.facts(subject, copy=0)
    assert str(said.unique) == "004 812 736 / 2026"
    assert said.registered == micros(desk.clock.wall)


def test_an_annulled_one_says_why(desk):
    subject = desk.receive().view.subject
    desk.annulling.annul(subject, "погрешан поступак")
    assert desk.receipting.facts(subject, copy=1).annulled == "погрешан поступак"


@pytest.mark.parametrize("reason", ["по службеној дужности", ""])
def test_one_that_the_centre_annulled_says_so_too(desk, reason):
    subject = desk.receive().view.subject
    word = msgspec.Raw(canonical.encode({"at": 1, "reason": reason}))
    desk.told(answers(position=1, changes=[Change(1, "annulled", DESK, 1, 1, word)]))
    said = desk.receipting.facts(subject, copy=1).annulled
    assert said == (reason or "annulled")


def test_what_is_not_here_has_no_receipt(desk):
    with pytest.raises(Refused, match="request_unknown"):
        desk.receipting.facts(bytes(16), copy=0)


def test_without_municipality_or_service_there_is_none_yet(tmp_path):
    fresh = DeskAtWork(tmp_path)
    fresh.sign_in()
    subject = fresh.receive().view.subject
    with pytest.raises(Unavailable, match="reference_missing"):
        fresh.receipting.facts(subject, copy=0)
    fresh.reference.keep(items())
    with pytest.raises(Unavailable, match="reference_missing"):
        fresh.receipting.facts(subject, copy=0)
    fresh.close()


def test_the_code_commits_to_the_journal_and_names_nobody(desk):
    received = desk.receive()
    said = desk.receipting.facts(received.view.subject, copy=0)
    code, signature = parse(said.qr)
    assert signature == said.signature
    assert code.commitment == received.entry.header.commitment
    assert (code.desk, code.number, code.service) == (DESK, received.view.number, "stall")
    assert code.at == micros(desk.clock.wall) // 1_000_000
    assert b"\xd0" not in code.signed_bytes().replace(code.commitment, b"")  # a hash may hold any byte
    assert said.body.applicant.id_number.encode() not in code.signed_bytes()


def test_reprints_bear_the_same_code(desk):
    subject = desk.receive().view.subject
    first = desk.receipting.facts(subject, copy=0).qr
    desk.clock.pass_time(days=2)
    desk.registered(seq=1)
    assert desk.receipting.facts(subject, copy=1).qr == first


def test_a_receipt_of_this_desk_is_genuine(desk, facts):
    verdict, code = desk.verifying.verify(facts.qr)
    assert (verdict, code.number) == (Verdict.GENUINE, facts.body.number)


def test_as_scanned_with_other_letters_it_is_the_same(desk, facts):
    assert desk.verifying.verify(f"  {facts.qr.lower()}\n")[0] == Verdict.GENUINE


@pytest.mark.parametrize("field", ["number", "service", "municipality"])
def test_a_receipt_with_another_word_is_altered(desk, facts, field):
    code, signature = parse(facts.qr)
    forged = replace(code, **{field: getattr(code, field) + "1"})
    assert desk.verifying.verify(forged.text(signature)) == (Verdict.ALTERED, forged)


@pytest.mark.parametrize("change_to", [{"at": 1}, {"commitment": b"x" * 32}])
def test_a_receipt_of_another_time_or_content_is_altered(desk, facts, change_to):
    code, signature = parse(facts.qr)
    assert desk.verifying.verify(replace(code, **change_to).text(signature))[0] == Verdict.ALTERED


def test_a_receipt_that_somebody_else_signed_in_our_name_is_altered(desk, facts):
    code, _ = parse(facts.qr)
    forged = SigningKey(b"x" * 32).sign(code.signed_bytes())
    assert desk.verifying.verify(code.text(forged))[0] == Verdict.ALTERED


@pytest.mark.parametrize("text", ["", "SLT1:", "SLT1:ABC", "zdravo", "SLT1:" + "0" * 5000])
def test_what_is_no_code_at_all_is_altered_and_says_nothing(desk, text):
    assert desk.verifying.verify(text) == (Verdict.ALTERED, None)


@pytest.mark.parametrize("other", [{"desk": "A8"}, {"key_id": "00"}])
def test_of_a_desk_or_key_that_is_not_known_here_nothing_can_be_said(desk, facts, other):
    code, _ = parse(facts.qr)
    foreign: ReceiptCode = replace(code, **other)
    text = foreign.text(DeskSign().sign(foreign.signed_bytes()))
    assert desk.verifying.verify(text) == (Verdict.UNKNOWN, foreign)


def test_before_the_first_exchange_nothing_can_be_said(desk, facts):
    with desk.file.database.writing() as connection:
        connection.execute("DELETE FROM replica_reference WHERE name = 'desks'")
    assert desk.verifying.verify(facts.qr)[0] == Verdict.UNKNOWN


def revoke(desk: DeskAtWork, after: timedelta) -> None:
    """The desk's key is revoked so long after now."""
    (_, certificates) = items(revoked=micros(desk.clock.wall + after))
    desk.reference.keep([msgspec.structs.replace(certificates, version=2)])
    assert b'"revoked":' in canonical.encode(certificates)


def test_a_receipt_from_before_its_desk_was_revoked_is_genuine_still(desk, facts):
    revoke(desk, timedelta(seconds=1))
    assert desk.verifying.verify(facts.qr)[0] == Verdict.GENUINE_REVOKED


def test_of_a_receipt_from_after_that_nothing_can_be_said(desk, facts):
    revoke(desk, timedelta(seconds=-1))
    assert desk.verifying.verify(facts.qr)[0] == Verdict.UNKNOWN
