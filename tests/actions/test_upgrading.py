"""What was signed without a line is dated and proven once there is one; nothing is lost in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.domain.act_bodies import ActUpgraded
from clerk_app.domain.acts import ActDraft, acts_of
from clerk_app.domain.errors import Cancelled, Damaged, Unavailable
from tests.support.acts_at_work import ActsAtWork, FakeToken, pin
from tests.support.signed import Authority

DRAFT = ActDraft(kind="approved", disposition="Одобрава се тезга.", reasons="Услови су испуњени.")


class Mute:
    """An authority at the end of a dead line."""

    def stamp(self, request: bytes) -> bytes:
        raise Unavailable("line_down")

    def ask(self, url: str, request: bytes) -> bytes:
        raise Unavailable("line_down")

    def fetch(self, url: str) -> bytes:
        raise Unavailable("line_down")


def unpressed() -> None:
    """Nothing presses."""


@pytest.fixture
def work(tmp_path: Path) -> Iterator[ActsAtWork]:
    with Authority.over(tmp_path) as authority:
        made = ActsAtWork(tmp_path, authority)
        authority.at = made.desk.clock.wall.timestamp()
        made.token = FakeToken(authority.trust.leaf())
        yield made
        made.close()


def signed(work: ActsAtWork) -> bytes:
    subject = work.desk.receive().view.subject
    work.acts.sign(subject, DRAFT, pin())
    work.hours_later(3)
    return subject


def test_a_signature_is_dated_and_proven_and_the_case_has_the_better_paper(work: ActsAtWork) -> None:
    subject = signed(work)
    (before,) = acts_of(work.case_files.of(subject))
    work.upgrading().run(unpressed)
    (after,) = acts_of(work.case_files.of(subject))
    assert (before.level, before.waits) == ("B-B", True)
    assert (after.level, after.waits, after.short) == ("B-LT", False, "")
    assert after.made == before.made
    assert after.stamped == "2026-11-23T10:00:00+00:00"
    old, new = (work.acts.read(subject, one.paper) for one in (before, after))
    assert new.startswith(old)
    assert work.acts.judge(subject, after.paper)[0].code == "good"
    assert work.changed == [frozenset({subject})]
    assert work.desk.kinds() == ["request.received", "act.made", "act.upgraded"]


def test_what_is_done_is_not_done_again_and_what_nobody_signed_never(work: ActsAtWork) -> None:
    subject = signed(work)
    work.acts.make(subject, DRAFT)
    upgrading = work.upgrading()
    upgrading.run(unpressed)
    assert upgrading.waiting() == ()
    upgrading.run(unpressed)
    assert work.authority.trust.asked.count("stamp") == 1


def test_a_dead_line_changes_nothing_and_is_told_for_another_try(work: ActsAtWork) -> None:
    signed(work)
    with pytest.raises(Unavailable, match="line_down"):
        work.upgrading(stamps=Mute(), revocation=Mute()).run(unpressed)
    assert work.desk.kinds() == ["request.received", "act.made"]


def test_a_stamp_without_a_proof_is_kept_and_the_proof_follows(work: ActsAtWork) -> None:
    subject = signed(work)
    with pytest.raises(Unavailable, match="line_down"):
        work.upgrading(revocation=Mute()).run(unpressed)
    (half,) = acts_of(work.case_files.of(subject))
    assert (half.level, half.short, half.waits) == ("B-T", "line_down", True)
    with pytest.raises(Unavailable, match="line_down"):
        work.upgrading(revocation=Mute()).run(unpressed)
    assert work.desk.kinds().count("act.upgraded") == 1, "the same was recorded twice"
    work.upgrading().run(unpressed)
    (whole,) = acts_of(work.case_files.of(subject))
    assert (whole.level, whole.waits) == ("B-LT", False)


def test_a_revoked_certificate_is_recorded_and_asked_about_no_more(work: ActsAtWork) -> None:
    subject = signed(work)
    (act,) = acts_of(work.case_files.of(subject))
    work.authority.trust.trust.revoke(act.made.serial)
    upgrading = work.upgrading()
    upgrading.run(unpressed)
    (after,) = acts_of(work.case_files.of(subject))
    assert (after.short, after.waits) == ("certificate_revoked", False)
    assert upgrading.waiting() == ()


def test_one_that_can_never_be_is_put_aside_and_the_next_is_done(work: ActsAtWork) -> None:
    subject, other = signed(work), signed(work)

    class Odd:
        def __init__(self, real: object) -> None:
            self._real, self._first = real, True

        def upgrade(self, pdf: bytes, *rest: object) -> object:
            if self._first:
                self._first = False
                pdf = pdf.replace(b"/FT /Sig", b"/FT /Sog")
            return self._real.upgrade(pdf, *rest)  # type: ignore[attr-defined] # the real one

    upgrading = work.upgrading()
    work.upgrading(upgrade=Odd(upgrading._world.upgrade)).run(unpressed)
    (aside,), (done,) = (acts_of(work.case_files.of(one)) for one in (subject, other))
    assert (aside.level, aside.short, aside.waits) == ("B-B", "signature_unreadable", False)
    assert done.level == "B-LT"


def test_it_stops_when_the_program_ends(work: ActsAtWork) -> None:
    signed(work)

    def end() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        work.upgrading().run(end)
    assert work.authority.trust.asked == []


def test_an_upgrade_is_an_entry_of_the_desk_that_names_what_it_replaces(work: ActsAtWork) -> None:
    subject = signed(work)
    (before,) = acts_of(work.case_files.of(subject))
    work.upgrading().run(unpressed)
    ((_happening, body),) = tuple(work.case_files.of(subject).recorded(ActUpgraded))
    assert body.of == before.paper.sha256 != body.paper.sha256
    assert body.history() == ("act_upgraded", {"level": "B-LT"})


def spoil(folder: Path) -> None:
    """One byte of the only stored file is another."""
    (stored,) = folder.iterdir()
    data = bytearray(stored.read_bytes())
    data[len(data) // 2] ^= 1
    stored.write_bytes(data)


def test_a_damaged_act_stops_none_of_those_after_it_and_is_told_once(work: ActsAtWork) -> None:
    first = signed(work)
    spoil(work.desk.folder / "enclosures")
    second = signed(work)
    (damaged,) = acts_of(work.case_files.of(first))
    upgrading = work.upgrading()
    with pytest.raises(Damaged, match="enclosure_damaged"):
        upgrading.run(unpressed)
    (done,) = acts_of(work.case_files.of(second))
    assert done.level == "B-LT"
    upgrading.run(unpressed)
    assert [act.seq for act in upgrading.waiting()] == [damaged.seq], "it may be put back from a copy"
    assert work.desk.kinds().count("act.upgraded") == 1


def test_an_act_whose_paper_was_erased_stops_nothing_and_is_written_down_no_more(work: ActsAtWork) -> None:
    first, second = signed(work), signed(work)
    (gone,) = acts_of(work.case_files.of(first))
    with work.desk.file.database.writing() as connection:
        connection.execute("DELETE FROM journal_enclosure_key WHERE sha256 = ?", (gone.paper.sha256,))
    upgrading = work.upgrading()
    upgrading.run(unpressed)
    upgrading.run(unpressed)
    assert acts_of(work.case_files.of(second))[0].level == "B-LT"
    assert work.desk.kinds().count("act.upgraded") == 1


def test_an_upgrade_that_the_centre_did_not_take_is_not_made_again(work: ActsAtWork) -> None:
    subject = signed(work)
    upgrading = work.upgrading(revocation=Mute())
    with pytest.raises(Unavailable, match="line_down"):
        upgrading.run(unpressed)
    assert len(upgrading.waiting()) == 1
    ((happening, _body),) = tuple(work.case_files.of(subject).recorded(ActUpgraded))
    work.desk.outbox.hold(happening.seq, "too_large")
    assert upgrading.waiting() == ()
    (act,) = acts_of(work.case_files.of(subject))
    assert act.level == "B-B"
    work.desk.attention.retry(happening.seq)
    assert len(upgrading.waiting()) == 1


def test_the_acts_of_an_annulled_case_wait_for_nothing(work: ActsAtWork) -> None:
    subject = signed(work)
    upgrading = work.upgrading()
    assert len(upgrading.waiting()) == 1
    work.desk.sign_in(role="supervisor")
    work.desk.annulling.annul(subject, "двапут унет")
    assert upgrading.waiting() == ()


class Broken:
    """Answers that nobody signed."""

    def ask(self, url: str, request: bytes) -> bytes:
        return b"<html>prijavite se</html>"

    def fetch(self, url: str) -> bytes:
        raise AssertionError(url)


def test_why_a_proof_does_not_come_is_told_once_and_it_is_asked_for_again(work: ActsAtWork) -> None:
    subject = signed(work)
    for _ in range(3):
        with pytest.raises(Unavailable, match="ocsp_refused"):
            work.upgrading(revocation=Broken()).run(unpressed)
    (act,) = acts_of(work.case_files.of(subject))
    assert (act.level, act.short, act.waits) == ("B-T", "ocsp_refused", True)
    with pytest.raises(Unavailable, match="line_down"):
        work.upgrading(revocation=Mute()).run(unpressed)
    assert work.desk.kinds().count("act.upgraded") == 1
    work.upgrading().run(unpressed)
    (act,) = acts_of(work.case_files.of(subject))
    assert (act.level, act.short) == ("B-LT", "")


def test_a_stamp_that_nobody_here_trusts_is_told_and_not_bought_for_every_act(work: ActsAtWork, tmp_path: Path) -> None:
    subjects = [signed(work) for _ in range(3)]
    (tmp_path / "stranger").mkdir()
    with Authority.over(tmp_path / "stranger") as stranger:
        stranger.at = work.authority.at
        for _ in range(2):
            with pytest.raises(Unavailable, match="tsa_unknown") as told:
                work.upgrading(stamps=stranger.trust).run(unpressed)
            assert told.value.params == {"retry_after": 3600}
        assert stranger.trust.asked == ["stamp", "stamp"], "one for each run"
    acts = [act for subject in subjects for act in acts_of(work.case_files.of(subject))]
    assert {(act.level, act.stamped, act.waits) for act in acts} == {("B-B", "", True)}
    assert [act.short for act in acts].count("tsa_unknown") == 1
    work.upgrading().run(unpressed)
    acts = [act for subject in subjects for act in acts_of(work.case_files.of(subject))]
    assert {(act.level, act.short) for act in acts} == {("B-LT", "")}
