"""Slips: one for each account that a fee goes to, with a code that a bank reads; money is never taken here."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.reference import Item
from clerk_app.domain import ips
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.payments import PAYMENT_POLICY, PaymentPolicy, ReferenceRule
from tests.support.desk_at_work import DeskAtWork
from tests.support.specimens import MUNICIPALITY

AREA = {"place.kind": "stall", "place.area": "3", "place.from": "2026-12-01", "place.to": "2026-12-05"}


def slips(desk, body, annulled=""):
    return tuple(desk.paying.slip(body, order, order.amount, annulled) for order in desk.paying.orders(body))


def slips_of(desk, annulled="", **entered):
    received = desk.receive(**entered)
    body = desk.bodies.received(received.view.subject)
    assert body is not None
    return body, slips(desk, body, annulled)


def test_republic_and_municipality_have_a_slip_each(desk):
    body, (republic, local) = slips_of(desk, values=AREA)
    assert (republic.slip.account, local.slip.account) == (
        MUNICIPALITY.republic_fee_account,
        MUNICIPALITY.local_fee_account,
    )
    assert (republic.slip.payee, local.slip.payee) == (MUNICIPALITY.republic_payee, MUNICIPALITY.body)
    assert republic.slip.amount + local.slip.amount == body.fee.total
    assert {slip.number for slip in (republic, local)} == {body.number}
    assert {slip.slip.purpose for slip in (republic, local)} == {"Тезга на пијаци"}


def test_every_slip_has_a_code_that_a_bank_reads(desk):
    _, made = slips_of(desk, values=AREA)
    assert [ips.check(ips.build(facts.slip)) for facts in made] == [(), ()]


def test_a_level_that_costs_nothing_has_no_slip(desk):
    _, (only,) = slips_of(desk, values=AREA, exemption="republic_only")
    assert only.slip.account == MUNICIPALITY.local_fee_account


def test_whoever_is_exempt_gets_no_slip(desk):
    assert slips_of(desk, values=AREA, exemption="charity")[1] == ()


def test_the_fee_is_the_one_of_the_receipt_however_the_tariff_changed(desk):
    received = desk.receive(values=AREA)
    body = desk.bodies.received(received.view.subject)
    desk.clock.pass_time(days=400)
    assert sum(facts.slip.amount for facts in slips(desk, body)) == body.fee.total


def test_an_annulled_request_marks_its_slips(desk):
    _, made = slips_of(desk, "грешка", values=AREA)
    assert {facts.annulled for facts in made} == {"грешка"}


def test_without_the_municipality_there_is_no_slip(tmp_path):
    fresh = DeskAtWork(tmp_path)
    fresh.sign_in()
    received = fresh.receive(values=AREA)
    body = fresh.bodies.received(received.view.subject)
    assert body is not None
    with pytest.raises(Unavailable, match="reference_missing"):
        slips(fresh, body)
    fresh.close()


def test_a_policy_that_cannot_be_read_stops_nobody_from_being_received(desk):
    desk.reference.keep([Item(PAYMENT_POLICY, 2, msgspec.Raw(b'{"over":"much"}'))])
    received = desk.receive(values=AREA)
    assert desk.bodies.received(received.view.subject).fee.terms == ()


def test_what_the_slips_say_is_kept_with_the_request(desk):
    policy = PaymentPolicy(expires_days=10, local=ReferenceRule(model="22", reference="request"))
    desk.reference.keep([Item(PAYMENT_POLICY, 2, msgspec.Raw(canonical.encode(policy)))])
    body, (republic, local) = slips_of(desk, values=AREA)
    assert [(terms.level, terms.model, terms.reference) for terms in body.fee.terms] == [
        ("republic", "97", republic.slip.reference),
        ("local", "22", local.slip.reference),
    ]
    assert {terms.expires for terms in body.fee.terms} == {"2026-12-03"}
