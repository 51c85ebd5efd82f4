"""What needs a person: prints in doubt first, then what the centre holds or refuses, and the ways out."""

from __future__ import annotations

import pytest

from clerk_app.contract import canonical
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.errors import Damaged, Invalid, Refused, SignIn
from clerk_app.ports.desk_file import JobState
from clerk_app.ports.outbox import OutboxState
from clerk_app.ports.paper import Proof
from tests.store.desk import answers
from tests.support.hand_clock import micros


def test_on_a_good_day_nothing_does(desk):
    desk.with_job()
    assert desk.attending.items() == ()


@pytest.mark.parametrize(
    ("proof", "state"), [(Proof("unknown", "x"), JobState.UNKNOWN), (Proof("not_printed", "x"), JobState.FAILED)]
)
def test_a_print_in_doubt_does_and_whose_it_is_stands_there(desk, proof, state):
    desk.printer.outcomes = [proof]
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    (item,) = desk.attending.items()
    assert (item.print_job.id, item.print_job.state, item.held) == (job, state, None)
    assert item.view.subject == subject


@pytest.mark.parametrize("outcome", ["held", "refused"])
def test_what_the_centre_holds_or_refuses_does_with_its_reason(desk, outcome):
    received = desk.receive()
    desk.answered(1, outcome, "grant_unknown")
    (item,) = desk.attending.items()
    assert item.view.subject == received.view.subject
    assert (item.held.seq, item.held.state, item.held.code) == (1, OutboxState(outcome), "grant_unknown")
    assert item.view.hold == "grant_unknown"


def test_prints_come_first_because_the_citizen_is_still_there(desk):
    desk.receive()
    desk.answered(1, "held", "centre_too_old")
    desk.printer.outcomes = [Proof("unknown")]
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    assert [item.print_job is not None for item in desk.attending.items()] == [True, False]


def test_what_is_held_goes_again_when_a_clerk_says_so(desk):
    desk.receive()
    desk.answered(1, "held", "centre_too_old")
    desk.attending.send_again(1)
    assert desk.attending.items() == ()
    cut = desk.outbox.cut(1_000_000, micros(desk.clock.wall))
    assert [entry.header.seq for entry in cut.entries] == [1]


def test_a_correction_says_what_it_stands_on_and_changes_no_more_than_it_names(desk):
    received = desk.receive(values={"place.kind": "stall", "place.area": "3"})
    desk.registered(seq=1)
    desk.attending.correct(received.view.subject, {"place.area": "4"}, note=" мерено  поново ")
    entry = desk.bodies.entries(received.view.subject)[-1]
    assert entry.header.kind == "request.corrected"
    assert canonical.decode(entry.body, RequestCorrected) == RequestCorrected(
        base_version=1, form={"place.area": "4"}, note="мерено поново"
    )
    assert desk.bodies.received(received.view.subject).form["place.area"] == "3"


def test_what_is_not_here_or_annulled_is_not_corrected(desk):
    subject = desk.receive().view.subject
    desk.annulling.annul(subject, "грешка")
    for asked, code in ((bytes(16), "request_unknown"), (subject, "already_annulled")):
        with pytest.raises(Refused, match=code):
            desk.attending.correct(asked, {"place.area": "4"})
    assert "request.corrected" not in desk.kinds()


def test_who_may_not_does_not(desk):
    subject = desk.receive().view.subject
    desk.sign_in("a.probic", "administrator")
    with pytest.raises(Refused, match="not_permitted"):
        desk.attending.correct(subject, {"place.area": "4"})
    with pytest.raises(Refused, match="not_permitted"):
        desk.attending.send_again(1)
    with pytest.raises(Refused, match="not_permitted"):
        desk.attending.items()
    desk.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        desk.attending.send_again(1)


def test_a_desk_that_has_stopped_comes_before_everything(desk):
    desk.printer.outcomes = [Proof("unknown")]
    subject, job = desk.with_job()
    desk.printing.run(job, subject)
    desk.restores.stop("centre", 9)
    first, second = desk.attending.items()
    assert (first.view, first.restored.by, first.restored.seen) == (None, "centre", 9)
    assert second.print_job is not None


def test_a_desk_that_has_stopped_decides_nothing(desk):
    received = desk.receive()
    desk.answered(1, "held", "centre_too_old")
    desk.restores.stop("centre", 9)
    for decide in (
        lambda: desk.attending.send_again(1),
        lambda: desk.attending.correct(received.view.subject, {"purpose": "x"}),
        lambda: desk.annulling.annul(received.view.subject, "грешка"),
    ):
        with pytest.raises(Damaged, match="desk_restored"):
            decide()


@pytest.fixture
def stuck(desk, tmp_path):
    """A request whose enclosure the centre has refused, and the paper that was enclosed."""
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(b"%PDF-1.4\n" + b"x" * 3000)
    ref = desk.enclosures.keep(paper, "Скица", "", original=False)
    received = desk.receive(enclosures=(ref,))
    desk.outbox.cut(1_000_000, micros(desk.clock.wall))
    desk.told(answers(have=1))
    desk.uploads.failed(ref.sha256, "enclosure_damaged", 0, held=True)
    return received.view, ref, paper


def test_an_enclosure_that_is_stuck_does_too(desk, stuck):
    view, ref, _paper = stuck
    (item,) = desk.attending.items()
    assert (item.view.subject, item.held, item.print_job) == (view.subject, None, None)
    assert (item.upload.ref, item.upload.seq, item.upload.code) == (ref, 1, "enclosure_damaged")


def test_it_goes_again_when_a_clerk_says_so(desk, stuck):
    _view, ref, _paper = stuck
    desk.attending.upload_again(ref.sha256)
    assert desk.attending.items() == ()
    assert desk.uploads.waiting() == (ref,)


def test_its_file_is_taken_anew_but_no_other(desk, stuck, tmp_path):
    _view, ref, paper = stuck
    (kept,) = (desk.folder / "enclosures").iterdir()
    kept.write_bytes(b"damaged")
    another = tmp_path / "another.pdf"
    another.write_bytes(b"%PDF-1.4\n" + b"y" * 3000)
    with pytest.raises(Invalid, match="enclosure_another"):
        desk.attending.enclose_again(ref, another)
    assert desk.uploads.waiting() == ()
    desk.attending.enclose_again(ref, paper)
    assert b"".join(desk.enclosures.read(ref)) == paper.read_bytes()
    assert desk.uploads.waiting() == (ref,)


def test_who_may_not_receive_lets_no_enclosure_go(desk, stuck):
    _view, ref, paper = stuck
    desk.sign_in("a.probic", "administrator")
    for asked in (
        lambda: desk.attending.upload_again(ref.sha256),
        lambda: desk.attending.enclose_again(ref, paper),
    ):
        with pytest.raises(Refused, match="not_permitted"):
            asked()
    assert desk.uploads.waiting() == ()


def test_a_correction_stands_on_what_the_clerk_has_seen(desk):
    received = desk.receive(values={"place.kind": "stall", "place.area": "3"})
    desk.registered(seq=1)
    for seen, base in ((0, 0), (None, 1), (99, 1)):
        desk.attending.correct(received.view.subject, {f"place.f{base}{seen}": "4"}, seen=seen)
        entry = desk.bodies.entries(received.view.subject)[-1]
        assert canonical.decode(entry.body, RequestCorrected).base_version == base


def test_a_correction_on_top_of_one_that_is_open_stands_where_that_one_stands(desk):
    received = desk.receive(values={"place.kind": "stall", "place.area": "3"})
    desk.attending.correct(received.view.subject, {"place.area": "4"})
    desk.registered(seq=1)
    desk.attending.correct(received.view.subject, {"place.area": "5"})
    entry = desk.bodies.entries(received.view.subject)[-1]
    assert canonical.decode(entry.body, RequestCorrected).base_version == 0
