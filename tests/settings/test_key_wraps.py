import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import Damaged, SignIn
from clerk_app.domain.journal import Stamp
from clerk_app.settings.key_wraps import Cost, KeyWraps

SECRET, OTHER_SECRET = bytes(range(32)), bytes(range(1, 33))
KEY = bytes(range(100, 132))
CHEAP = Cost(memory=8, passes=1, lanes=1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def wraps(path, machine):
    made = KeyWraps(path, SECRET, stamp=machine.stamp, cost=CHEAP)
    made.add("mira", "tačna lozinka", KEY)
    return made


def refusal(wraps, user="mira", password="pogrešna"):
    with pytest.raises(SignIn) as raised:
        wraps.unwrap(user, password)
    return raised.value.code, raised.value.params.get("wait")


def fail(wraps, times):
    for _ in range(times):
        code, wait = refusal(wraps)
        assert code == "password_wrong"
    return wait


def test_the_password_opens_the_wrap_and_another_does_not(wraps):
    assert wraps.unwrap("mira", "tačna lozinka") == KEY
    assert refusal(wraps) == ("password_wrong", 0)


def test_each_clerk_has_a_wrap_of_the_same_key(wraps):
    wraps.add("jovan", "druga", KEY)
    assert wraps.unwrap("jovan", "druga") == wraps.unwrap("mira", "tačna lozinka")
    assert refusal(wraps, "jovan", "tačna lozinka")[0] == "password_wrong"


def test_user_names_and_passwords_are_the_same_in_either_unicode_form(wraps):
    assert wraps.unwrap(" Mira", "tac\u030cna lozinka") == KEY
    assert wraps.has("MIRA")


def test_who_has_no_wrap_is_told_so(wraps):
    assert not wraps.has("petar")
    assert refusal(wraps, "petar") == ("no_wrap", None)
    wraps.remove("mira")
    wraps.remove("mira")
    assert refusal(wraps) == ("no_wrap", None)


def test_a_new_wrap_replaces_the_old_one_and_forgets_failures(wraps):
    fail(wraps, 3)
    wraps.add("mira", "nova", KEY)
    assert wraps.unwrap("mira", "nova") == KEY


def test_the_desk_secret_alone_or_the_password_alone_opens_nothing(wraps, path, machine):
    stolen = KeyWraps(path, OTHER_SECRET, stamp=machine.stamp, cost=CHEAP)
    with pytest.raises(Damaged) as raised:
        stolen.unwrap("mira", "tačna lozinka")
    assert raised.value.code == "keys_other_secret"


def test_the_file_names_nobody_and_holds_no_key(wraps, path):
    content = path.read_bytes()
    assert b"mira" not in content
    assert KEY not in content


def test_a_damaged_file_is_said(wraps, path):
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    for act in (lambda: wraps.has("mira"), lambda: wraps.add("x", "y", KEY), lambda: wraps.unwrap("mira", "x")):
        with pytest.raises(Damaged) as raised:
            act()
        assert raised.value.code == "keys_damaged"


def test_waits_grow_and_the_right_password_must_wait_too(wraps, machine):
    assert fail(wraps, 3) == 4
    assert refusal(wraps, password="tačna lozinka") == ("password_wait", 4)
    machine.pass_time(3.5)
    assert refusal(wraps) == ("password_wait", 1)
    machine.pass_time(0.5)
    assert refusal(wraps) == ("password_wrong", 8)
    machine.pass_time(8)
    assert wraps.unwrap("mira", "tačna lozinka") == KEY
    assert refusal(wraps) == ("password_wrong", 0)


def test_asking_again_during_a_wait_does_not_lengthen_it(wraps, machine):
    fail(wraps, 3)
    for _ in range(4):
        machine.pass_time(0.9)
        assert refusal(wraps)[0] == "password_wait"
    machine.pass_time(0.4)
    assert wraps.unwrap("mira", "tačna lozinka") == KEY


def test_one_clerk_waits_and_another_does_not(wraps):
    wraps.add("jovan", "druga", KEY)
    fail(wraps, 3)
    assert wraps.unwrap("jovan", "druga") == KEY


def test_the_wall_clock_has_no_say(wraps, machine):
    fail(wraps, 3)
    machine.wall += 10**15
    assert refusal(wraps) == ("password_wait", 4)


def test_starting_the_program_again_does_not_shorten_the_wait(wraps, path, machine):
    fail(wraps, 3)
    machine.pass_time(1)
    again = KeyWraps(path, SECRET, stamp=machine.stamp, cost=CHEAP)
    assert refusal(again) == ("password_wait", 3)


def test_starting_the_machine_again_begins_the_wait_anew(wraps, path, machine):
    fail(wraps, 3)
    machine.pass_time(3)
    machine.restart(mono=10**9)
    assert refusal(wraps) == ("password_wait", 4)
    machine.pass_time(4)
    assert refusal(wraps) == ("password_wrong", 8)


def test_a_monotonic_clock_that_went_back_begins_the_wait_anew(wraps, machine):
    machine.pass_time(100)
    fail(wraps, 3)
    machine.mono -= 50_000
    assert refusal(wraps) == ("password_wait", 4)


def test_an_attempt_counts_before_it_is_tried(wraps, path, machine):
    fail(wraps, 2)

    class PoweredOff(Exception):
        pass

    class Dying(KeyWraps):
        def _kek(self, password, wrap):
            raise PoweredOff

    with pytest.raises(PoweredOff):
        Dying(path, SECRET, stamp=machine.stamp, cost=CHEAP).unwrap("mira", "pogrešna")
    assert refusal(wraps) == ("password_wait", 4)


@given(user=st.text(max_size=20), password=st.text(max_size=30))
def test_any_password_opens_what_it_closed(user, password, tmp_path_factory):
    now = Stamp(at=0, boot=b"boot-one", mono=0)
    wraps = KeyWraps(tmp_path_factory.mktemp("k") / "keys", SECRET, stamp=lambda: now, cost=CHEAP)
    wraps.add(user, password, KEY)
    assert wraps.unwrap(user, password) == KEY


def test_half_a_character_from_a_strange_keyboard_is_no_crash(wraps):
    assert refusal(wraps, "mira\ud83d", "\ud83d") == ("no_wrap", None)
    assert refusal(wraps, "mira", "\ud83d")[0] == "password_wrong"


def test_the_cost_that_ships_is_kept_with_the_wrap(path, machine):
    KeyWraps(path, SECRET, stamp=machine.stamp).add("mira", "lozinka", KEY)
    assert Cost() == Cost(memory=65536, passes=3, lanes=2)
    assert KeyWraps(path, SECRET, stamp=machine.stamp, cost=CHEAP).unwrap("mira", "lozinka") == KEY


def test_a_key_of_another_length_is_a_bug(wraps):
    with pytest.raises(ValueError, match="32"):
        wraps.add("mira", "x", b"short")
