import pytest

from clerk_app.demo.script import Player, Stuck, Until


@pytest.fixture
def play(qapp):
    """Plays a script to its end by hand, a tick at a time; gives what ``ended`` said."""
    players: list[Player] = []

    def run(script, ticks=20):
        player = Player(script)
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


def test_what_is_seen_meanwhile_is_said_of_what_does_not_follow(qapp):
    player = Player(iter([Until("the number", lambda: False, seconds=-1)]), sees=lambda: "focus: nothing")
    ends: list[object] = []
    player.ended.connect(ends.append)
    player._on_tick()
    player._on_tick()
    assert [str(error) for error in ends] == ["the number (focus: nothing)"]


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
