"""A paper that an entry named comes after it: then its act is told to the office, and its delivery goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from sqlalchemy import func, select

from clerk_app.central.delivery.tables import AWAITED_PAPER, DOCUMENT
from clerk_app.contract.answers import Result
from clerk_app.contract.delivery import DOCUMENTS, LARGEST, open_document
from clerk_app.domain.act_bodies import ActMade, ActUpgraded
from clerk_app.domain.bodies import EnclosureRef, RequestAnnulled
from tests.central.at_delivery import NAME, OTHER, PDF, PERSON, At, at_a_decided_case, handed, made, sent
from tests.central.conftest import Running


@pytest.fixture
def at(centre: Running) -> Iterator[At]:
    with at_a_decided_case(centre) as opened:
        opened.caller.sign_in(opened.desk, "omodelic", "model-2026")
        yield opened


def rows(at: At, table: object) -> int:
    with at.centre.central.parts.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type] # a table


def consented(at: At) -> None:
    at.centre.central.parts.inbox.set_open(PERSON, is_open=True)
    at.consents()


def test_an_act_is_told_and_given_to_the_office_once_its_paper_is_here(at: At) -> None:
    assert at.send("act.made", made()) == []
    assert at.documents == []
    at.upload()
    (came,) = at.documents
    assert (came.title, came.kind, came.size, came.made) == ("350-1-2026.pdf", "decision", len(PDF), "2026-09-21")
    assert (came.by, came.signed, came.desk) == ("Огњен Моделић", "Огњен Моделић", at.desk.code)
    colleague, stranger = at.centre.clerk(office=at.desk.office), at.centre.clerk()
    reply = at.caller.ask(colleague, "GET", f"{DOCUMENTS}/{came.id}")
    assert open_document(reply.content, colleague.seal, came.id) == PDF
    assert at.caller.ask(stranger, "GET", f"{DOCUMENTS}/{came.id}").status_code == 404
    assert any(change.kind == "document" for change in at.caller.answer(colleague).changes)
    at.centre.central.parts.papers.came()
    at.listen()
    assert (len(at.documents), rows(at, AWAITED_PAPER)) == (1, 0)


def test_an_act_whose_paper_came_first_is_told_at_the_next_look(at: At) -> None:
    at.upload()
    assert at.send("act.made", made()) == []
    at.centre.central.parts.papers.came()
    at.listen()
    assert [one.kind for one in at.documents] == ["decision"]


def test_no_inbox_has_a_document_before_the_centre_has(at: At) -> None:
    consented(at)
    at.send("act.made", made())
    assert at.dispatch("inbox_personal") == []
    assert at.told_of(NAME) == [["signed", "dispatched"]]
    at.days_pass(40)
    assert at.legal_date == ""
    at.upload()
    assert at.told_of(NAME) == [["signed", "dispatched"], ["available"]]
    at.days_pass(16)
    assert at.legal_date == "2026-11-15"


def test_a_document_that_the_handler_puts_lets_its_delivery_go_on(at: At) -> None:
    consented(at)
    at.send("act.made", made())
    at.dispatch("inbox_personal")
    at.put()
    assert at.told_of(NAME) == [["signed", "dispatched"], ["available"]]


def test_a_paper_of_any_desk_will_do_and_nobody_is_told_of_one_that_is_no_act(at: At) -> None:
    consented(at)
    at.upload()
    at.dispatch("inbox_personal")
    assert at.told_of(NAME) == [["dispatched", "available"]]
    assert at.documents == []


def test_an_inbox_to_which_the_citizen_no_longer_agrees_gets_nothing(at: At) -> None:
    consented(at)
    at.send("act.made", made())
    at.dispatch("inbox_personal")
    at.consents(given=False)
    at.upload()
    assert at.steps() == [("inbox_personal", ["signed", "dispatched", "failed"]), ("post", ["signed", "dispatched"])]
    ended = next(moved for moved in at.heard if moved.steps[-1].state == "failed")
    assert ended.steps[-1].evidence.kind == "no_consent"


def test_a_signed_act_is_sent_signed_and_it_is_told_by_whom(at: At) -> None:
    at.send("act.made", made())
    at.dispatch("post")
    (told,) = at.heard
    assert [(step.state, step.evidence.kind, step.evidence.text) for step in told.steps] == [
        ("signed", "signature", "Огњен Моделић"),
        ("dispatched", "none", ""),
    ]
    assert told.steps[0].at <= told.steps[1].at


def test_an_inbox_that_was_closed_meanwhile_gets_nothing(at: At) -> None:
    consented(at)
    at.send("act.made", made())
    at.dispatch("inbox_personal")
    at.centre.central.parts.inbox.set_open(PERSON, is_open=False)
    at.upload()
    assert at.steps()[0] == ("inbox_personal", ["signed", "dispatched", "failed"])
    assert at.steps()[1][0] == "post"


def test_what_was_handed_over_meanwhile_stays_so(at: At) -> None:
    consented(at)
    at.send("act.made", made())
    at.dispatch("inbox_personal")
    assert at.send("delivery.handed", handed(name=OTHER)) == []
    before = at.steps()
    at.upload()
    assert at.steps() == before


def test_of_an_annulled_case_nothing_is_told_or_sent(at: At) -> None:
    consented(at)
    at.send("act.made", made())
    at.dispatch("inbox_personal")
    at.caller.sign_in(at.desk)
    assert at.send("request.annulled", RequestAnnulled(reason="грешка", clerk="mprimeric")) == []
    at.upload()
    assert (at.documents, at.told_of(NAME)) == ([], [["signed", "dispatched"]])
    assert rows(at, AWAITED_PAPER) == 0


@pytest.mark.parametrize("media_type", ["text/plain", "application/pdf"])
def test_what_no_desk_could_fetch_is_not_told(at: At, media_type: str) -> None:
    plain = PDF if media_type == "text/plain" else PDF + bytes(LARGEST)
    body = made(plain)
    paper = EnclosureRef(sha256=body.paper.sha256, size=1, media_type=media_type, title="акт")
    assert at.send("act.made", ActMade(act="approved", number="1", paper=paper, made_local="", clerk="x")) == []
    at.upload(plain)
    assert (at.documents, rows(at, DOCUMENT)) == ([], 0)


BETTER = PDF + b" with a time stamp"


def upgraded(at: At, of: bytes = PDF, plain: bytes = BETTER) -> list[Result]:
    before, paper = (hashlib.sha256(one).hexdigest() for one in (of, plain))
    ref = EnclosureRef(sha256=paper, size=len(plain), media_type="application/pdf", title="350-1-2026.pdf")
    return at.send("act.upgraded", ActUpgraded(of=before, paper=ref, level="B-T"))


def test_an_upgraded_act_is_told_and_given_to_the_office_once_its_paper_is_here(at: At) -> None:
    at.send("act.made", made())
    assert upgraded(at) == []
    at.upload()
    at.upload(BETTER)
    first, better = at.documents
    assert (better.replaces, better.desk, better.size) == (first.sha256, at.desk.code, len(BETTER))
    assert (better.kind, better.by, first.replaces) == ("", "", "")
    colleague = at.centre.clerk(office=at.desk.office)
    reply = at.caller.ask(colleague, "GET", f"{DOCUMENTS}/{better.id}")
    assert open_document(reply.content, colleague.seal, better.id) == BETTER
    assert upgraded(at, BETTER, BETTER + b" and a proof") == [], "of one that is here already"
    at.upload(BETTER + b" and a proof")
    assert at.documents[2].replaces == better.sha256


def test_the_upgrade_of_a_paper_that_is_no_act_of_the_case_is_told_to_nobody(at: At) -> None:
    assert upgraded(at) == []
    assert at.send("act.upgraded", ActUpgraded(of="1" * 64, paper=made(BETTER).paper, level="B-T")) == []
    at.upload(BETTER)
    assert (at.documents, rows(at, AWAITED_PAPER)) == ([], 0)


@pytest.mark.parametrize("here", [True, False])
def test_an_act_goes_one_way_whichever_signature_it_has(at: At, here: bool) -> None:
    at.send("act.made", made())
    upgraded(at)
    if here:
        at.upload()
        at.upload(BETTER)
    assert at.dispatch("post") == []
    better = EnclosureRef(**{**asdict(made(BETTER).paper), "title": "Решење"})
    (result,) = at.send("delivery.dispatched", sent(OTHER, better))
    assert (result.outcome, result.code) == ("refused", "delivery_under_way")


def test_a_paper_that_the_case_has_already_is_attached_once(at: At) -> None:
    assert at.send("act.made", made()) == []
    assert [one.code for one in at.send("act.made", made(title="исти"))] == ["document_repeated"]
    at.upload()
    assert [one.code for one in at.send("act.made", made())] == ["document_repeated"]
    assert upgraded(at) == []
    assert [one.code for one in upgraded(at)] == ["document_repeated"]
    assert len(at.documents) == 1
