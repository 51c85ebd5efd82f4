import pytest

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the windows were started with; the windows themselves are played by the journeys."""
    calls: list[dict[str, object]] = []

    def run_windows(given: dict[str, object], _environment: object, **where: object) -> int:
        calls.append({**given, **where})
        return 0

    monkeypatch.setattr("clerk_app.app.start.run_windows", run_windows)
    return calls


def test_every_argument_reaches_the_settings(call: Call, started: list[dict[str, object]]) -> None:
    answer = call("run", "--theme", "dark", "--scale", "1.5", "--printer", "tcp://h:1", "--language", "en")
    assert answer.code == Exit.DONE
    (given,) = started
    assert (given["theme"], given["scale"], given["printer"], given["language"]) == ("dark", 1.5, "tcp://h:1", "en")


def test_high_contrast_can_be_asked_for(call: Call, started: list[dict[str, object]]) -> None:
    assert call("run", "--theme", "high-contrast").code == Exit.DONE
    assert started[0]["theme"] == "high-contrast"


def test_what_is_not_given_stays_open_for_policy_and_file(call: Call, started: list[dict[str, object]]) -> None:
    call("run")
    assert {started[0][name] for name in ("theme", "scale", "printer", "reader", "central_url", "copy_to")} == {None}


def test_a_theme_that_there_is_not_is_refused(call: Call, started: list[dict[str, object]]) -> None:
    with pytest.raises(SystemExit) as ended:
        call("run", "--theme", "plaid")
    assert ended.value.code == Exit.USAGE
    assert started == []
