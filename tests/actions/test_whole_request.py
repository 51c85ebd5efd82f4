"""A request as it stands: corrected, supplemented, with the papers of records that were obtained."""

from __future__ import annotations

from clerk_app.actions.casework import Brought
from clerk_app.actions.whole_request import whole
from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.ezup_bodies import Stated
from clerk_app.domain.requests import Happening
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER

PLAN = EnclosureRef(sha256="3" * 64, size=1, media_type="application/pdf", title="План")


def test_the_last_change_of_a_field_counts_and_every_file_is_there() -> None:
    desk = FakeDesk()
    view = desk.receive(CARD_HOLDER, "birth-extract", {"request.copies": "1", "person.relation": "self"})
    desk.actions.attending.correct(view.subject, {"request.copies": "2"})
    desk.actions.casework.supplement(view.subject, Brought(form={"request.copies": "3"}, enclosures=(PLAN,)))
    body = whole(desk.bodies, view.subject, desk.case_files.of(view.subject))
    assert body is not None
    assert (body.form["request.copies"], body.form["person.relation"]) == ("3", "self")
    assert body.enclosures == (PLAN,)
    assert whole(desk.bodies, b"nobody", CaseFile(subject=b"nobody")) is None


def test_the_last_statement_says_who_obtains_a_record() -> None:
    desk = FakeDesk()
    view = desk.receive(CARD_HOLDER, "birth-extract", {"request.copies": "1", "person.relation": "self"})
    said = Stated(choices=(ProofChoice(proof="id", by="party"),), signed="paper", stated_local="", clerk="o")
    own = (Happening(seq=9, at=9, subject=view.subject, body=said),)
    body = whole(desk.bodies, view.subject, CaseFile(subject=view.subject, own=own))
    assert body is not None
    assert [one.by for one in body.proofs if one.proof == "id"] == ["party"]
