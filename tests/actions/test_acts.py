"""A handler makes acts: signed with a card or not at all, kept whole with the case, and never half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from clerk_app.domain.acts import ActDraft, acts_of
from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.errors import Invalid, Refused, SignIn, Unavailable
from clerk_app.ports.signing import OpenToken
from tests.support.acts_at_work import ActsAtWork, FakeToken, pin
from tests.support.signed import Authority

DRAFT = ActDraft(kind="approved", disposition="Одобрава се тезга.", reasons="Услови су испуњени.")


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    with Authority.over(tmp_path) as made:
        yield made


@pytest.fixture
def work(tmp_path: Path, authority: Authority) -> Iterator[ActsAtWork]:
    made = ActsAtWork(tmp_path, authority)
    authority.at = made.desk.clock.wall.timestamp()
    made.token = FakeToken(authority.trust.leaf("Огњен Моделић"))
    yield made
    made.close()


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def test_a_signed_act_is_kept_with_the_case_and_judged_good_here(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    given = pin()
    made = work.acts.sign(subject, DRAFT, given)
    assert given == bytes(4)
    assert (made.level, made.signer, made.clerk) == ("B-B", "Огњен Моделић", "m.primeric")
    assert int(made.serial, 16)
    assert len(made.issuer) == 64
    (act,) = acts_of(work.case_files.of(subject))
    assert (act.made, act.level, act.waits) == (made, "B-B", True)
    pdf = work.acts.read(subject, made.paper)
    (verdict,) = work.acts.judge(subject, made.paper)
    assert (verdict.code, verdict.signer, verdict.level) == ("not_checked", "Огњен Моделић", "B-B")
    text = words(pdf)
    for told in ("Одобрава се тезга.", "Услови су испуњени.", "министарству у року од 15 дана", "без временског жига"):
        assert told in text
    assert "није електронски потписан" not in text
    assert work.desk.kinds() == ["request.received", "act.made"]


def test_without_a_card_it_is_made_and_says_so_on_paper_and_in_the_journal(work: ActsAtWork) -> None:
    work.token = None
    subject = work.desk.receive().view.subject
    begun = work.acts.begin(subject)
    assert (begun.signer, begun.why) == (None, "token_not_set")
    made = work.acts.make(subject, DRAFT)
    assert (made.level, made.signer, made.serial) == ("unsigned", "", "")
    assert "Овај акт није електронски потписан." in words(work.acts.read(subject, made.paper))
    assert work.acts.judge(subject, made.paper) == ()
    assert made.history()[0] == "act_unsigned"
    with pytest.raises(Unavailable, match="token_not_set"):
        work.acts.sign(subject, DRAFT, pin())


def test_proofs_obtained_by_the_body_stand_apart_from_those_the_party_filed(work: ActsAtWork) -> None:
    choices = (ProofChoice(proof="licence", by="body"), ProofChoice(proof="photo", by="party"))
    subject = work.desk.receive(proofs=choices).view.subject
    begun = work.acts.begin(subject)
    assert [one.key for one in begun.evidence.obtained] == ["body:licence"]
    assert "body:licence" not in begun.draft.proofs, "that it undertook to obtain it is no proof that it did"
    named = replace(DRAFT, proofs=("body:licence",))
    text = words(work.acts.preview(subject, named))
    assert "Прибављено другим службеним путем" in text
    assert "Дозвола" in text
    assert "Странка је уз захтев приложила" not in text


def test_the_number_is_the_offices_once_the_centre_has_given_one(work: ActsAtWork) -> None:
    received = work.desk.receive()
    subject = received.view.subject
    assert work.acts.begin(subject).number == received.view.number
    work.desk.registered(received.entry.header.seq)
    number = work.acts.begin(subject).number
    assert "4812736/2026" in number
    assert work.acts.make(subject, DRAFT).number == number


def test_three_wrong_pins_end_the_asking_and_no_card_is_locked_by_the_program(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    for code in ("pin_wrong", "pin_wrong", "pin_thrice_wrong", "pin_thrice_wrong"):
        given = pin("0000")
        with pytest.raises(Refused, match=code):
            work.acts.sign(subject, DRAFT, given)
        assert given == bytes(4)
    assert isinstance(work.token, FakeToken)
    assert work.token.wrong == 3
    with pytest.raises(Refused, match="pin_thrice_wrong"):
        work.acts.sign(subject, DRAFT, pin())
    assert work.desk.kinds() == ["request.received"]


def test_a_right_pin_makes_up_for_wrong_ones_before(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    for _ in range(2):
        for _ in range(2):
            with pytest.raises(Refused, match="pin_wrong"):
                work.acts.sign(subject, DRAFT, pin("0000"))
        work.acts.sign(subject, DRAFT, pin())


def test_a_second_act_needs_no_pin_until_the_desk_is_locked(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    assert work.acts.begin(subject).pin_wanted
    work.acts.sign(subject, DRAFT, pin())
    assert not work.acts.begin(subject).pin_wanted
    work.acts.sign(subject, DRAFT, bytearray())
    sessions = work.desk.sessions
    sessions.lock()
    sessions.unlock(sessions.current().grant.user)
    assert work.acts.begin(subject).pin_wanted
    with pytest.raises(Invalid, match="pin_missing"):
        work.acts.sign(subject, DRAFT, bytearray())
    assert work.desk.kinds().count("act.made") == 2


def test_a_desk_that_is_locked_while_the_card_signs_leaves_no_card_open(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject

    class Locking(FakeToken):
        @contextmanager
        def open(self, pin: bytearray) -> Iterator[OpenToken]:
            work.desk.sessions.lock()
            with super().open(pin) as opened:
                yield opened

    assert isinstance(work.token, FakeToken)
    work.token = locking = Locking(work.authority.trust.leaf())
    work.acts.sign(subject, DRAFT, pin())
    assert not locking.is_open()


def test_a_card_that_locks_says_so(work: ActsAtWork, authority: Authority) -> None:
    work.token = FakeToken(authority.trust.leaf(), locks=True)
    work.token.wrong = 3
    subject = work.desk.receive().view.subject
    with pytest.raises(Refused, match="pin_locked"):
        work.acts.sign(subject, DRAFT, pin())


def test_a_card_pulled_in_the_middle_leaves_nothing(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    assert isinstance(work.token, FakeToken)
    work.token.pulled = True
    with pytest.raises(Unavailable, match="token_pulled"):
        work.acts.sign(subject, DRAFT, pin())
    assert work.desk.kinds() == ["request.received"]
    assert acts_of(work.case_files.of(subject)) == ()
    assert list((work.desk.folder / "enclosures").iterdir()) == []
    work.token.pulled = False
    assert work.acts.sign(subject, DRAFT, pin()).level == "B-B"


def test_nothing_is_signed_with_a_certificate_that_has_expired(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    work.desk.clock.set_wall(work.desk.clock.wall + timedelta(days=400))
    assert work.acts.begin(subject).why == "certificate_expired"
    with pytest.raises(Refused, match="certificate_expired"):
        work.acts.sign(subject, DRAFT, pin())
    assert work.desk.kinds() == ["request.received"]


def test_a_clock_that_runs_ahead_is_not_believed_against_the_centres(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    work.desk.clock.set_wall(work.desk.clock.wall + timedelta(days=400))
    work.desk.clock.offset = -400 * 24 * 3600 * 1000
    assert work.acts.begin(subject).why == ""


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(DRAFT, disposition=" \n"), "act_disposition_missing"),
        (replace(DRAFT, kind="rejected", reasons=""), "act_reasons_missing"),
        (replace(DRAFT, reasons="а" * 20_001), "text_too_long"),
    ],
)
def test_what_is_missing_is_said_before_the_card_is_asked(work: ActsAtWork, draft: ActDraft, code: str) -> None:
    subject = work.desk.receive().view.subject
    with pytest.raises(Invalid, match=code):
        work.acts.sign(subject, draft, pin())
    with pytest.raises(Invalid, match=code):
        work.acts.make(subject, draft)
    assert isinstance(work.token, FakeToken)
    assert work.token.given == []


def test_only_a_handler_makes_acts_and_only_in_a_case_that_stands(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    with pytest.raises(Refused, match="request_unknown"):
        work.acts.make(b"nobody", DRAFT)
    with pytest.raises(Invalid, match="pin_missing"):
        work.acts.sign(subject, DRAFT, bytearray())
    work.desk.annulling.annul(subject, "грешка")
    with pytest.raises(Refused, match="already_annulled"):
        work.acts.make(subject, DRAFT)
    work.desk.sign_in(role="clerk")
    assert not work.acts.allowed()
    with pytest.raises(Refused, match="not_permitted"):
        work.acts.begin(subject)
    work.desk.sessions.end()
    with pytest.raises(SignIn):
        work.acts.begin(subject)


def test_a_program_that_dies_between_paper_and_entry_leaves_an_orphan_that_is_swept(
    tmp_path: Path, authority: Authority
) -> None:
    class DiedError(Exception):
        pass

    def die(point: str) -> None:
        if point == "act_kept":
            raise DiedError

    folder = tmp_path / "desk"
    folder.mkdir()
    work = ActsAtWork(folder, authority, reached=die)
    authority.at = work.desk.clock.wall.timestamp()
    work.token = FakeToken(authority.trust.leaf())
    subject = work.desk.receive().view.subject
    with pytest.raises(DiedError):
        work.acts.sign(subject, DRAFT, pin())
    assert len(list((folder / "enclosures").iterdir())) == 1
    work.close()
    again = ActsAtWork(folder, authority)
    assert again.desk.enclosures.sweep() == 1
    assert acts_of(again.case_files.of(subject)) == ()
    assert again.desk.kinds() == ["request.received"]
    again.close()


def test_looking_at_an_act_is_a_look(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    made = work.acts.make(subject, DRAFT)
    work.acts.read(subject, made.paper)
    folded = work.desk.looks.fold()
    assert folded is not None
    assert folded[1] == 1


def test_the_bytes_on_disk_say_nothing_of_anybody(work: ActsAtWork) -> None:
    subject = work.desk.receive().view.subject
    work.acts.sign(subject, DRAFT, pin())
    (file,) = (work.desk.folder / "enclosures").iterdir()
    assert b"%PDF" not in file.read_bytes()
    assert len(file.name) == 64
