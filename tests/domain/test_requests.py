"""A request's view tells the truth: registered only with a unique number, the same live and rebuilt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain import requests
from clerk_app.domain.bodies import (
    DeskEnrolled,
    FeeCharged,
    ReceiptPrinted,
    RequestAnnulled,
    RequestCorrected,
    RequestReceived,
)
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person
from clerk_app.domain.requests import CentreState, Happening, HistoryItem, OutboxState

OWN = Finding("required_missing", "place.kind")
TOLD = Finding("tariff_newer", "fee")
SUBJECT = b"s" * 16
RECEIVED = Happening(
    seq=7,
    at=100,
    subject=SUBJECT,
    body=RequestReceived(
        number="A7-000417-E",
        service="marriage",
        service_version=1,
        applicant=Person(surname="Пробић", given_name="Ана", id_number="0101990995008"),
        form={},
        received_local="2026-11-23T09:41:00+01:00",
        clerk="c1",
        fee=FeeCharged(total=150000),
        findings=(OWN,),
        deadline="2026-12-23",
    ),
)
PRINTED = Happening(seq=8, at=200, subject=SUBJECT, body=ReceiptPrinted(job="j", copy=0, proof="printer"))
COPIED = Happening(seq=9, at=300, subject=SUBJECT, body=ReceiptPrinted(job="j", copy=1, proof="clerk"))
CORRECTED = Happening(seq=10, at=400, subject=SUBJECT, body=RequestCorrected(base_version=2, form={"a.b": "c"}))
ANNULLED = Happening(seq=11, at=500, subject=SUBJECT, body=RequestAnnulled(reason="двапут унет", clerk="c1"))
NUMBERED = CentreState(
    version=2,
    unique_number="004 812 736 / 2026",
    state="u_radu",
    findings=(TOLD,),
    history=(HistoryItem(at=250, kind="registered", source="centre", params={}),),
)


def view(
    *happenings: Happening, centre: CentreState | None = None, outbox: OutboxState | None = None
) -> requests.RequestView:
    found = requests.project(list(happenings), centre, outbox)
    assert found is not None
    return found


def test_what_was_received_is_shown_without_the_personal_number() -> None:
    shown = view(RECEIVED)
    assert (shown.state, shown.mark, shown.registered) == ("received_here", "waiting", False)
    assert (shown.applicant, shown.masked_id) == ("Пробић Ана", "010199••••••8")
    assert (shown.seq, shown.number, shown.fee_total, shown.findings) == (7, "A7-000417-E", 150000, (OWN,))
    assert "0101990995008" not in repr(shown)


def test_entries_tell_the_history() -> None:
    shown = view(RECEIVED, PRINTED, COPIED, CORRECTED, ANNULLED)
    assert [item.kind for item in shown.history] == [
        "received",
        "receipt_printed",
        "receipt_copied",
        "corrected",
        "annulled",
    ]
    assert (shown.receipts, shown.annulled, shown.state) == (2, True, "annulled")


def test_an_annulment_names_the_clerk_as_far_as_its_entry_does() -> None:
    named = RequestAnnulled(reason="двапут унет", clerk="c1", clerk_name="Милица Примерић")
    by = [view(RECEIVED, one).history[-1].params["clerk"] for one in (ANNULLED, replace(ANNULLED, body=named))]
    assert by == ["c1", "Милица Примерић"]


@pytest.mark.parametrize("told", ["zaveden", "resen_usvojen", "primljen", "of_next_year"])
def test_without_a_number_nothing_is_more_than_received(told: str) -> None:
    shown = view(RECEIVED, centre=CentreState(version=1, state=told))
    assert (shown.state, shown.registered) == ("primljen", False)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("zaveden", "zaveden"),
        ("primljen", "zaveden"),
        ("", "zaveden"),
        ("konacan", "konacan"),
        ("of_next_year", "u_radu"),
    ],
)
def test_the_centre_names_the_state_of_what_it_registered(told: str, state: str) -> None:
    shown = view(RECEIVED, centre=replace(NUMBERED, state=told))
    assert (shown.state, shown.registered) == (state, True)


def test_the_centres_findings_stand_beside_ours_and_can_be_withdrawn() -> None:
    shown = view(RECEIVED, centre=NUMBERED)
    assert shown.findings == (OWN, TOLD)
    assert requests.apply_centre(shown, replace(NUMBERED, version=3, findings=())).findings == (OWN,)


def test_an_older_word_changes_nothing() -> None:
    shown = view(RECEIVED, centre=NUMBERED)
    assert requests.apply_centre(shown, CentreState(version=1, state="zaveden")) == shown


def test_an_annulled_request_stays_annulled() -> None:
    assert view(RECEIVED, ANNULLED, centre=NUMBERED).state == "annulled"
    assert view(RECEIVED, centre=replace(NUMBERED, annulled=True)).state == "annulled"


def test_live_and_rebuilt_are_the_same() -> None:
    live = requests.apply_centre(requests.apply_entry(view(RECEIVED), PRINTED), replace(NUMBERED, version=1))
    live = requests.apply_centre(requests.apply_entry(live, COPIED), NUMBERED)
    live = requests.apply_outbox(live, OutboxState(mark="accepted"))
    assert live == view(RECEIVED, PRINTED, COPIED, centre=NUMBERED, outbox=OutboxState(mark="accepted"))


def test_a_reason_stands_only_while_it_holds() -> None:
    held = view(RECEIVED, outbox=OutboxState(mark="held", code="grant_expired"))
    assert (held.mark, held.hold) == ("held", "grant_expired")
    assert requests.apply_outbox(held, OutboxState(mark="accepted", code="grant_expired")).hold == ""


def test_other_entries_make_no_request() -> None:
    enrolled = Happening(seq=1, at=1, subject=SUBJECT, body=DeskEnrolled(municipality="048", office="1"))
    assert requests.project([]) is None
    assert requests.project([enrolled]) is None
    assert requests.apply_entry(view(RECEIVED), enrolled) == view(RECEIVED)


def test_the_receipt_comes_first_in_the_history_whatever_the_clocks_say() -> None:
    behind = replace(NUMBERED, history=tuple(replace(item, at=1) for item in NUMBERED.history))
    assert next(item.kind for item in view(RECEIVED, centre=behind).history) == "received"
    assert "registered" in {item.kind for item in behind.history}
