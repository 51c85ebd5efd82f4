import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.devices import printer_replies as replies
from clerk_app.ports.paper import PrinterStatus


@given(st.binary(max_size=16))
def test_a_job_is_named_by_four_printable_bytes_that_look_like_no_status(job):
    named = replies.ask_process(job)[-4:]
    assert all(0x20 <= byte <= 0x7E for byte in named)
    assert replies.status_byte(named) is None
    assert replies.process_done(b"\x12\x37\x22" + named + b"\0", job)
    assert replies.process_done(b"\x37\x22" + named, job) is None


def test_jobs_that_follow_each_other_have_other_names():
    assert len({replies.ask_process(job.to_bytes(4, "big")) for job in range(20_000)}) == 20_000


@pytest.mark.parametrize(
    ("state", "roll", "status"),
    [
        (0x12, 0x12, PrinterStatus(ready=True)),
        (0x12, 0x1E, PrinterStatus(ready=True, paper_low=True)),
        (0x1A, 0x7E, PrinterStatus(ready=False, problem="printer_no_paper")),
        (0x1A, 0x12, None),
    ],
)
def test_state_and_roll(state, roll, status):
    assert replies.roll_and_state(state, roll) == status


@pytest.mark.parametrize(
    ("cause", "error", "code"),
    [
        (0x32, 0x12, "printer_no_paper"),
        (0x16, 0x12, "printer_cover_open"),
        (0x52, 0x1A, "printer_cutter"),
        (0x52, 0x32, "printer_fault"),
        (0x12, 0x12, "printer_offline"),
    ],
)
def test_why_offline(cause, error, code):
    assert replies.why_offline(cause, error) == PrinterStatus(ready=False, problem=code)


def test_packets_sent_unasked_are_left_out():
    unasked = b"\x14\x00\x0f\x0f"
    assert replies.status_byte(unasked + b"\x1a") == 0x1A
    assert replies.sensor_byte(unasked) is None
    assert replies.sensor_byte(unasked + b"\x03") == 0x03
    assert replies.status_byte(unasked[:2]) is None
