"""Signing in: with the centre, without it, as the first on a desk, after a changed password, and against forgers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from clerk_app.actions.session import Sessions
from clerk_app.actions.signing_in import DeskTrust, SigningIn
from clerk_app.contract.keys import SealingKey, SigningKey, seal
from clerk_app.contract.signin import ESCROW_INFO, REWRAP_INFO, SignInAnswer, sign
from clerk_app.domain.errors import Damaged, Refused, SignIn, Unavailable
from clerk_app.settings.key_wraps import Cost, KeyWraps
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.grants import DeskGrants
from tests.support.fake_centre import Clerk, FakeCentre
from tests.support.hand_clock import CountedEntropy, HandClock, micros

DESK = "A7"
KEY = bytes(range(32))
CHEAP = Cost(memory=8, passes=1, lanes=1)
FULL = Unavailable("disk_full")


@dataclass
class OneFile:
    """The port ``DeskFile`` over the real encrypted file; ``trouble`` stands for a disk that fails."""

    path: Path
    trouble: Unavailable | None = None
    file: DeskFile | None = None

    def open(self, key: bytes) -> None:
        if self.trouble is not None:
            raise self.trouble
        if self.file is None:
            self.file = DeskFile(self.path, key)

    def grants(self) -> DeskGrants:
        assert self.file is not None
        return DeskGrants(self.file.database)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
        self.file = None


@dataclass
class Door:
    """A desk before sign-in: its wraps, its closed file, and the centre, which holds the key in escrow."""

    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.centre = FakeCentre(now=lambda: micros(HandClock().wall))
        self.centre.clerks = {"m.primeric": Clerk("лозинка"), "j.uzoric": Clerk("друга", "supervisor")}
        self.deposit(KEY)
        DeskFile(self.folder / "desk.db", KEY).close()
        self.file = OneFile(self.folder / "desk.db")
        self.wraps = KeyWraps(self.folder / "keys", b"s" * 32, stamp=self.clock.stamp, cost=CHEAP)
        self.start()

    def deposit(self, key: bytes) -> None:
        self.centre.deposit(seal(self.centre.anchor().escrow_seal, key, ESCROW_INFO + DESK.encode()))

    def start(self) -> None:
        """The program starts: nobody is signed in, and the file is closed."""
        self.file.close()
        self.sessions = Sessions(self.clock)
        self.signing_in = SigningIn(
            door=self.centre,
            wraps=self.wraps,
            file=self.file,
            trust=DeskTrust(DESK, self.centre.sign.public),
            sessions=self.sessions,
            entropy=CountedEntropy(),
            opened=lambda grant: self.opened.append(grant.user),
        )

    def sign_in(self, user: str = "m.primeric", password: str = "лозинка"):
        return self.signing_in.sign_in(user, password)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    made = Door(tmp_path)
    yield made
    made.file.close()


def test_the_first_sign_in_fetches_the_key_from_escrow_and_wraps_it(door):
    session = door.sign_in()
    assert (session.grant.user, session.offline, session.locked) == ("m.primeric", False, False)
    assert door.wraps.unwrap("m.primeric", "лозинка") == KEY
    assert [asked.want_key for asked in door.centre.asked] == [True]
    assert door.opened == ["m.primeric"]


def test_the_next_one_asks_for_no_key(door):
    door.sign_in()
    door.start()
    door.sign_in()
    assert [asked.want_key for asked in door.centre.asked] == [True, False]


def test_each_sign_in_brings_a_key_pair_that_was_never_used(door):
    door.sign_in()
    door.sign_in()
    assert len({asked.reply_public for asked in door.centre.asked}) == 2


def test_without_the_line_the_grant_of_earlier_days_lets_in(door):
    given = door.sign_in().grant
    door.start()
    door.centre.away = True
    door.clock.pass_time(days=5)
    session = door.sign_in()
    assert (session.grant, session.offline) == (given, True)
    assert door.sessions.days_left() == 2


def test_without_the_line_it_lets_in_no_longer_than_its_days(door):
    door.sign_in()
    door.start()
    door.centre.away = True
    door.clock.pass_time(days=8)
    with pytest.raises(SignIn, match="grant_expired"):
        door.sign_in()
    with pytest.raises(SignIn, match="nobody"):
        door.sessions.current()


def test_whoever_was_never_here_needs_the_centre(door):
    door.sign_in()
    door.start()
    door.centre.away = True
    with pytest.raises(SignIn, match="first_time_needs_centre"):
        door.sign_in("j.uzoric", "друга")


def test_a_wrap_without_a_grant_needs_the_centre_too(door):
    door.wraps.add("m.primeric", "лозинка", KEY)
    door.centre.away = True
    with pytest.raises(SignIn, match="first_time_needs_centre"):
        door.sign_in()


def test_a_wrong_password_is_wrong_with_and_without_the_line(door):
    door.sign_in()
    door.start()
    with pytest.raises(SignIn, match="password_wrong"):
        door.sign_in(password="погрешна")
    door.centre.away = True
    with pytest.raises(SignIn, match="password_wrong"):
        door.sign_in(password="погрешна")
    assert door.file.file is None


def test_a_password_that_the_centre_no_longer_takes_opens_nothing_while_the_line_works(door):
    door.sign_in()
    door.start()
    door.centre.clerks["m.primeric"] = Clerk("нова")
    with pytest.raises(SignIn, match="password_wrong"):
        door.sign_in()


def test_a_password_changed_at_the_centre_is_taken_up_by_a_new_wrap(door):
    door.sign_in()
    door.start()
    door.centre.clerks["m.primeric"] = Clerk("нова")
    door.sign_in(password="нова")
    assert door.wraps.unwrap("m.primeric", "нова") == KEY
    door.start()
    door.centre.away = True
    assert door.sign_in(password="нова").offline
    with pytest.raises(SignIn, match="password_wrong"):
        door.sign_in()


def test_the_wait_after_wrong_passwords_does_not_keep_out_whom_the_centre_knows(door):
    door.sign_in()
    door.start()
    door.centre.away = True
    for _ in range(3):
        with pytest.raises(SignIn, match="password_wrong"):
            door.sign_in(password="погрешна")
    with pytest.raises(SignIn, match="password_wait"):
        door.sign_in()
    door.centre.away = False
    assert door.sign_in().grant.user == "m.primeric"
    assert door.wraps.unwrap("m.primeric", "лозинка") == KEY


def test_a_second_clerk_signs_in_beside_the_first(door):
    door.sign_in()
    session = door.sign_in("j.uzoric", "друга")
    assert session.grant.role == "supervisor"
    assert door.sessions.current() is session
    door.start()
    door.centre.away = True
    assert door.sign_in("m.primeric").grant.user == "m.primeric"
    assert door.sign_in("j.uzoric", "друга").grant.user == "j.uzoric"


def test_a_second_clerk_may_be_the_first_after_a_restart(door):
    door.sign_in()
    door.start()
    door.clock.restart()
    door.sign_in("j.uzoric", "друга")
    assert door.wraps.unwrap("j.uzoric", "друга") == KEY


def test_without_a_key_in_escrow_a_new_clerk_cannot_open_the_desk(door):
    door.centre.escrow = b""
    with pytest.raises(Refused, match="escrow_empty"):
        door.sign_in()
    assert not door.wraps.has("m.primeric")


def test_a_key_that_opens_nothing_is_never_wrapped(door):
    door.sign_in()
    door.start()
    door.deposit(bytes(32))
    with pytest.raises(Damaged, match="store_damaged"):
        door.sign_in("j.uzoric", "друга")
    assert not door.wraps.has("j.uzoric")
    door.deposit(KEY)
    assert door.sign_in("j.uzoric", "друга")


def test_a_bad_escrow_does_not_replace_a_wrap_that_opens(door):
    door.sign_in()
    door.start()
    door.deposit(bytes(32))
    door.centre.clerks["m.primeric"] = Clerk("нова")
    with pytest.raises(Damaged, match="store_damaged"):
        door.sign_in(password="нова")
    assert door.wraps.unwrap("m.primeric", "лозинка") == KEY


def test_a_key_sealed_to_somebody_else_is_broken(door):
    stranger = SealingKey(b"z" * 32).public
    door.centre.tamper = lambda answer: msgspec.structs.replace(
        answer, rewrapped=seal(stranger, KEY, REWRAP_INFO + DESK.encode())
    )
    with pytest.raises(Damaged, match="seal_broken"):
        door.sign_in()
    assert not door.wraps.has("m.primeric")


def test_a_forged_grant_opens_nothing_and_stays_nowhere(door):
    door.centre.tamper = door.centre.forged_grant
    with pytest.raises(Damaged, match="grant_forged"):
        door.sign_in()
    assert door.file.file is None
    assert not door.wraps.has("m.primeric")
    assert door.opened == []


@pytest.mark.parametrize("change", [{"user": "j.uzoric"}, {"desk": "A8"}])
def test_a_grant_for_somebody_or_somewhere_else_is_not_ours(door, change):
    other = msgspec.structs.replace(door.centre.grant("m.primeric"), **change)
    door.centre.tamper = lambda answer: SignInAnswer(sign(other, door.centre.sign), answer.rewrapped)
    with pytest.raises(Refused, match="grant_not_ours"):
        door.sign_in()


def test_a_kept_grant_is_checked_again_without_the_line(door):
    door.sign_in()
    stranger = SigningKey(b"x" * 32)
    door.file.grants().keep("m.primeric", sign(door.centre.grant("m.primeric", "supervisor"), stranger))
    door.start()
    door.centre.away = True
    with pytest.raises(Damaged, match="grant_forged"):
        door.sign_in()


def test_one_clerks_grant_lets_no_other_in_without_the_line(door):
    supervisor = door.sign_in("j.uzoric", "друга").grant
    door.sign_in()
    door.file.grants().keep("m.primeric", sign(supervisor, door.centre.sign))
    door.start()
    door.centre.away = True
    with pytest.raises(Refused, match="grant_not_ours"):
        door.sign_in()


def test_a_centre_that_says_no_is_not_got_round(door):
    door.sign_in()
    door.start()
    door.centre.fails_at["sign_in"] = Refused("desk_unknown")
    with pytest.raises(Refused, match="desk_unknown"):
        door.sign_in()


def test_trouble_on_this_computer_is_said_as_it_is(door):
    door.file.trouble = FULL
    with pytest.raises(Unavailable, match="disk_full"):
        door.sign_in()


def test_a_line_that_breaks_while_a_password_is_taken_up_asks_to_try_again(door):
    door.sign_in()
    door.start()
    door.centre.clerks["m.primeric"] = Clerk("нова")

    def cut(answer: SignInAnswer) -> SignInAnswer:
        door.centre.away = True
        return answer

    door.centre.tamper = cut
    with pytest.raises(Unavailable, match="line_down"):
        door.sign_in(password="нова")
    door.centre.away = False
    door.centre.tamper = lambda answer: answer
    assert door.sign_in(password="нова").grant.user == "m.primeric"


@pytest.mark.parametrize("wrong", [timedelta(days=400), timedelta(days=-400)])
def test_a_wrong_clock_keeps_nobody_out_while_the_line_works(door, wrong):
    door.clock.set_wall(door.clock.wall + wrong)
    door.sign_in()
    assert door.sessions.require("receive")


def test_a_clock_set_back_keeps_nobody_out_without_the_line(door):
    door.sign_in()
    door.start()
    door.clock.restart()
    door.clock.set_wall(door.clock.wall - timedelta(days=400))
    door.centre.away = True
    assert door.sign_in().offline


def test_spaces_around_a_user_name_mean_nothing(door):
    assert door.sign_in("  m.primeric ").grant.user == "m.primeric"


def test_the_lock_opens_for_its_clerk_without_the_centre(door):
    door.sign_in()
    door.sessions.lock()
    door.centre.away = True
    with pytest.raises(SignIn, match="password_wrong"):
        door.signing_in.unlock("m.primeric", "погрешна")
    assert door.sessions.current().locked
    session = door.signing_in.unlock("m.primeric", "лозинка")
    assert not session.locked
    assert not session.offline
    assert len(door.centre.asked) == 1


def test_another_clerk_at_the_lock_signs_in_instead(door):
    door.sign_in()
    door.sessions.lock()
    with pytest.raises(SignIn, match="password_wrong"):
        door.signing_in.unlock("j.uzoric", "погрешна")
    assert door.sessions.current().grant.user == "m.primeric"
    assert door.sessions.current().locked
    session = door.signing_in.unlock("j.uzoric", "друга")
    assert (session.grant.user, session.locked) == ("j.uzoric", False)


def test_with_nobody_there_there_is_nothing_to_unlock(door):
    with pytest.raises(SignIn, match="nobody"):
        door.signing_in.unlock("m.primeric", "лозинка")
