import signal

import pytest

from clerk_app.app.signals import SIGNALS, heard_by, interrupting, put_off, unheard


def test_each_is_heard_for_a_while_and_as_before_afterwards():
    before = [signal.getsignal(number) for number in SIGNALS]
    heard = []
    with heard_by(lambda number, _frame: heard.append(number)):
        for number in SIGNALS:
            signal.raise_signal(number)
    assert heard == list(SIGNALS)
    assert [signal.getsignal(number) for number in SIGNALS] == before


@pytest.mark.parametrize("number", SIGNALS)
def test_any_of_them_interrupts(number):
    with heard_by(interrupting), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


def test_while_cleaning_up_nobody_interrupts():
    done = []
    with heard_by(interrupting), heard_by(unheard):
        for number in SIGNALS:
            signal.raise_signal(number)
        done.append("clean")
    assert done == ["clean"]


def test_what_was_put_off_interrupts_afterwards():
    done = []

    def work() -> None:
        with put_off():
            signal.raise_signal(signal.SIGTERM)
            done.append("whole")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["whole"]
    with put_off():
        done.append("undisturbed")
    assert done == ["whole", "undisturbed"]
