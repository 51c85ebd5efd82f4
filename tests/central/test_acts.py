"""An act is an entry of a case that stands, from whoever may handle one; its upgrade is the word of a desk."""

from __future__ import annotations

from clerk_app.domain.act_bodies import ActMade, ActUpgraded
from clerk_app.domain.bodies import EnclosureRef, RequestAnnulled
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, subject

PAPER = EnclosureRef(sha256="a" * 64, size=41_000, media_type="application/pdf", title="350-1-2026.pdf", original=True)
MADE = ActMade(
    act="approved",
    number="350-1/2026",
    paper=PAPER,
    made_local="2026-11-23T09:00:00+01:00",
    clerk="omodelic",
    level="B-B",
    signer="Огњен Моделић",
    serial="1f2e",
    issuer="b" * 64,
)
UPGRADED = ActUpgraded(of=PAPER.sha256, paper=PAPER, level="B-LT", stamped="2026-11-23T10:00:00+00:00")


def outcomes(answer: object) -> list[tuple[str, str]]:
    return [(one.outcome, one.code) for one in answer.results]  # type: ignore[attr-defined] # of the contract


def test_acts_are_taken_from_a_handler_and_refused_from_a_clerk(centre: Running) -> None:
    clerk, handler = centre.clerk(), centre.clerk("omodelic", "model-2026")
    for desk, expected in ((clerk, [("refused", "not_permitted")]), (handler, [])):
        with Caller(centre.url, desk.anchor) as caller:
            first = desk.receive()
            made = desk.write("act.made", MADE, first.header.subject)
            caller.send(desk, desk.cut(first, made))
            answer = caller.answer(desk)
            assert answer.have == made.header.seq
            assert outcomes(answer) == expected


def test_an_upgrade_needs_no_clerk_and_nothing_is_taken_for_what_is_not_there(centre: Running) -> None:
    desk = centre.clerk("omodelic", "model-2026")
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        about = first.header.subject
        made, upgraded = desk.write("act.made", MADE, about), desk.write("act.upgraded", UPGRADED, about, grant="")
        early = desk.write("act.made", MADE, subject(desk.code, 99))
        annulled = desk.write("request.annulled", RequestAnnulled(reason="грешка", clerk="omodelic"), about)
        late = desk.write("act.made", MADE, about)
        caller.send(desk, desk.cut(first, made, upgraded, early, annulled, late))
        assert outcomes(caller.answer(desk)) == [("later", "subject_missing"), ("refused", "already_annulled")]
