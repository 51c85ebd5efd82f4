"""The one function that decides after a failure, over everything that can be answered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused, SignIn, Unavailable
from clerk_app.sync.retry import FIRST_WAIT, LONGEST_WAIT, NEVER, WAITS, Again, Hold, Refuse, decide, probed

ATTEMPTS = st.integers(0, 10_000)
NOW = st.floats(0, 1e9)
JITTER = st.floats(0, 1, exclude_max=True)
CODES = st.sampled_from([*WAITS, *NEVER, "malformed", "too_large", "something_new"])
LINE = st.sampled_from(["line_down", "line_dns", "line_certificate", "line_slow", "line_portal", "centre_trouble"])


@given(LINE, ATTEMPTS, NOW, JITTER)
def test_the_line_and_the_centre_s_trouble_never_end_it(code: str, attempts: int, now: float, jitter: float) -> None:
    decision = decide(Unavailable(code), attempts, now, jitter)
    assert isinstance(decision, Again)
    assert now <= decision.at <= now + LONGEST_WAIT


@given(LINE, st.integers(0, 30), JITTER)
def test_the_bound_doubles_and_stops(code: str, attempts: int, jitter: float) -> None:
    decision = decide(Unavailable(code), attempts, 0.0, jitter)
    assert isinstance(decision, Again)
    assert decision.at <= min(LONGEST_WAIT, FIRST_WAIT * 2**attempts)
    assert decision.at == jitter * min(LONGEST_WAIT, FIRST_WAIT * 2**attempts)


@given(st.integers(1, 3600), ATTEMPTS, NOW, JITTER)
def test_what_the_centre_asked_for_is_waited_at_least(seconds: int, attempts: int, now: float, jitter: float) -> None:
    for answer in (Unavailable("centre_trouble", retry_after=seconds), Refused("busy", retry_after=seconds)):
        decision = decide(answer, attempts, now, jitter)
        assert isinstance(decision, Again)
        assert decision.at >= now + seconds


@given(st.integers(1, 3600), st.integers(0, 3))
def test_desks_that_were_asked_to_wait_do_not_come_back_in_one_moment(seconds: int, attempts: int) -> None:
    answer = Unavailable("centre_busy", retry_after=seconds)
    last = decide(answer, attempts, 0.0, 0.999)
    assert isinstance(last, Again)
    assert last.at >= 1.9 * seconds


@given(st.sampled_from([Refused, Invalid, Damaged]), CODES, ATTEMPTS, NOW, JITTER)
def test_problems_go_by_their_code_alone(
    kind: type[CounterError], code: str, attempts: int, now: float, jitter: float
) -> None:
    decision = decide(kind(code), attempts, now, jitter)
    if code in WAITS:
        assert isinstance(decision, Again)
        assert now + LONGEST_WAIT / 2 <= decision.at <= now + LONGEST_WAIT
    else:
        assert decision == (Refuse(code) if code in NEVER else Hold(code))


@given(st.text(max_size=20), ATTEMPTS, JITTER)
def test_a_sign_in_problem_holds_nothing_back(code: str, attempts: int, jitter: float) -> None:
    assert isinstance(decide(SignIn(code), attempts, 0.0, jitter), Again)


def test_no_code_is_in_both_tables() -> None:
    assert not WAITS & NEVER


@given(LINE, ATTEMPTS, JITTER)
def test_a_dead_line_is_probed_however_long_it_was_down(code: str, attempts: int, jitter: float) -> None:
    error = Unavailable(code)
    decision = decide(error, attempts, 0.0, jitter)
    assert isinstance(decision, Again)
    assert probed(decision, error, 25.0).at == (min(decision.at, 25.0) if code.startswith("line_") else decision.at)
