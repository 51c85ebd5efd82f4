import pytest

from clerk_app.demo.script import Player, Stuck, Until


@pytest.fixture
def play(qapp):
    """Plays a script to its end by hand, a tick at a time; gives what ``ended`` said."""
    players: list[Player] = []

    def run(script, ticks=20, front=None):
        player = Player(script, front=front)
        players.append(player)
        ends: list[object] = []
        player.ended.connect(ends.append)
        for _ in range(ticks):
            player._on_tick()
            if ends:
                break
        return ends

    return run


def test_a_step_waits_for_what_must_follow(play):
    done: list[str] = []
    answers = iter([False, False, True])

    def script():
        done.append("first")
        yield Until("an answer", lambda: next(answers))
        done.append("second")
        yield Until("nothing", lambda: True)

    assert play(script()) == [None]
    assert done == ["first", "second"]
    assert next(answers, "asked to the end") == "asked to the end"


def test_what_does_not_follow_is_named(play):
    def script():
        yield Until("the number of the centre", lambda: False, seconds=-1)
        raise AssertionError("went on")

    (error,) = play(script())
    assert isinstance(error, Stuck)
    assert str(error) == "the number of the centre"


class Behind:
    """A front that gets the keys when it is asked for the third time."""

    def __init__(self) -> None:
        self._asked = iter([False, False, True, True])

    def has_keys(self) -> bool:
        return next(self._asked)

    def sight(self) -> str:
        return "focus: nothing"


def test_no_step_is_played_before_keys_have_a_window(play):
    front, done = Behind(), list[str]()

    def script():
        yield Until("nothing", lambda: True)
        done.append(f"keys left: {len(list(front._asked))}")

    assert play(script(), front=front) == [None]
    assert done == ["keys left: 1"]


def test_what_stands_on_the_screen_is_told_with_what_did_not_follow(play):
    (error,) = play(iter([Until("the number", lambda: False, seconds=-1)]), front=Behind())
    assert str(error) == "the number (focus: nothing)"


@pytest.mark.parametrize("error", [LookupError("no such control"), AssertionError("lost"), RuntimeError("gone")])
def test_a_step_that_fails_ends_the_play(play, error):
    def script():
        yield Until("nothing", lambda: True)
        raise error

    assert play(script()) == [error]


def test_it_begins_with_the_event_loop_and_ends_once(qapp, qtbot):
    player = Player(iter([Until("nothing", lambda: True)]))
    with qtbot.waitSignal(player.ended) as ended:
        player.play()
    assert ended.args == [None]
    assert not player._timer.isActive()


def test_a_wait_that_cannot_look_ends_the_play(play):
    error = LookupError("nobody is signed in")

    def look() -> bool:
        raise error

    assert play(iter([Until("the case", look)])) == [error]
