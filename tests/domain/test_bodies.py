"""Bodies: every kind has a body of its own whose every later field has a default, so that old entries stay readable."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, is_dataclass

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import DeskEnrolled, FeeCharged, ReceiptPrinted, RequestReceived
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.people import Person

FIRST_SHAPE = {
    "request.received": {
        "number", "service", "service_version", "applicant", "form", "received_local", "clerk",
    },
    "request.corrected": {"base_version", "form"},
    "request.annulled": {"reason", "clerk"},
    "request.supplemented": {"base_version", "received_local", "clerk"},
    "request.withdrawn": {"received_local", "clerk"},
    "case.moved": {"base_version", "state", "clerk"},
    "case.handed": {"base_version", "to", "clerk"},
    "receipt.printed": {"job", "copy", "proof"},
    "desk.enrolled": {"municipality", "office"},
    "looks.committed": {"first", "count", "digest"},
    "bodies.erased": {"seqs", "ground"},
    "eid.registered": {"name", "person", "level", "document", "document_tail", "clerk"},
    "eid.issued": {"issue", "name", "person", "level", "document", "document_tail", "clerk"},
    "eid.given": {"issue", "proof"},
    "eid.voided": {"issue", "reason"},
    "eid.booked": {"name", "phone", "at"},
    "eid.attended": {"outcome"},
    "ezup.stated": {"choices", "signed", "stated_local", "clerk"},
    "ezup.asked": {"dataset", "proof", "key_kind", "key", "procedure", "valid_until", "clerk"},
    "ezup.shown": {"query"},
    "ezup.attached": {"query", "digest", "enclosure", "clerk"},
    "payment.proven": {"order", "how", "number", "on", "amount", "clerk"},
    "payment.terminal": {"order", "slip", "terminal", "amount", "clerk"},
    "payment.cancelled": {"order", "reason", "clerk"},
    "payment.refund_asked": {"order", "amount", "account", "reason", "clerk"},
    "act.made": {"act", "number", "paper", "made_local", "clerk"},
    "act.upgraded": {"of", "paper", "level"},
    "rating.given": {"grade"},
    "index.reported": {"month", "whole", "lines"},
    "delivery.consented": {"given", "how", "on", "clerk"},
    "delivery.dispatched": {"delivery", "document", "kind", "channel", "why", "clerk"},
    "delivery.handed": {
        "delivery", "document", "kind", "to", "name", "identity", "tail", "checked", "taken", "signed", "handed_local",
        "clerk",
    },
    "delivery.noted": {"delivery", "state", "on", "clerk"},
}  # fmt: skip


def needed(kind: type) -> set[str]:
    return {part.name for part in fields(kind) if part.default is MISSING and part.default_factory is MISSING}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_more_may_ever_be_needed_in_a_body_that_desks_have_written(kind):
    assert needed(KINDS[kind]) == FIRST_SHAPE[kind]


def test_every_kind_is_named_as_what_happened_to_what_and_has_its_own_body():
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", kind) for kind in KINDS)
    assert all(is_dataclass(body) for body in KINDS.values())
    assert len(set(KINDS.values())) == len(KINDS)


def test_a_body_with_what_is_needed_alone_is_read_with_its_defaults():
    raw = (
        b'{"number":"1","service":"s","service_version":1,"applicant":{},"form":{},'
        b'"received_local":"2026-11-23T08:00:00+01:00","clerk":"m.primeric"}'
    )
    body = canonical.decode(raw, RequestReceived)
    assert (body.applicant, body.fee, body.findings, body.insisted) == (Person(), FeeCharged(), (), False)


def test_bodies_are_frozen_and_named_in_full():
    body = ReceiptPrinted(job="01", copy=0, proof="clerk")
    with pytest.raises(AttributeError):
        body.copy = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        DeskEnrolled("999", "1")  # type: ignore[call-arg]
