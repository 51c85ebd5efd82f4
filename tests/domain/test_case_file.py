"""A case file tells entries and changes by kind, and where each entry stands."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.bodies import ReceiptPrinted, RequestAnnulled
from clerk_app.domain.case_file import CaseFile, Change, Way
from clerk_app.domain.requests import Happening

SUBJECT = b"s" * 16
PRINTED = ReceiptPrinted(job="j", copy=0, proof="printer")
ANNULLED = RequestAnnulled(reason="двапут унет", clerk="c1")
FILE = CaseFile(
    subject=SUBJECT,
    own=(
        Happening(seq=7, at=1, subject=SUBJECT, body=PRINTED),
        Happening(seq=9, at=2, subject=SUBJECT, body=ANNULLED),
    ),
    told=(Change(version=2, kind="shelved", body=ANNULLED), Change(version=3, kind="printed", body=PRINTED)),
    ways={9: Way(mark="held", code="unknown_kind")},
)


def test_entries_and_changes_are_told_by_kind() -> None:
    assert [(happening.seq, body) for happening, body in FILE.recorded(RequestAnnulled)] == [(9, ANNULLED)]
    assert list(FILE.changes(ReceiptPrinted)) == [PRINTED]


def test_clerks_are_named_as_far_as_any_entry_names_them() -> None:
    named = replace(ANNULLED, clerk="c2", clerk_name="Милица Примерић")
    file = replace(FILE, own=(*FILE.own, Happening(seq=11, at=3, subject=SUBJECT, body=named)))
    assert file.clerks() == {"c2": "Милица Примерић"}


def test_what_no_way_names_has_arrived() -> None:
    assert (FILE.way(7).mark, FILE.way(9).mark, FILE.way(9).code) == ("accepted", "held", "unknown_kind")


def test_what_was_not_taken_and_is_wanted_no_more_was_left() -> None:
    assert Way(code="unknown_kind").left
    assert not Way().left
    assert not Way(mark="held", code="unknown_kind").left
