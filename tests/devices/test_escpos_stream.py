import pytest

from clerk_app.devices.escpos_stream import Command, EscposStream

SENT = [
    (b"\x1b@", Command(b"\x1b@", b"")),
    (b"\x10\x04\x01", Command(b"\x10\x04", b"\x01")),
    (b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", Command(b"\x10\x14", b"\x08\x01\x03\x14\x01\x06\x02\x08")),
    (b"\x10\x14\x01\x00\x02", Command(b"\x10\x14", b"\x01\x00\x02")),
    (b"\x1bd\x06", Command(b"\x1bd", b"\x06")),
    (b"\x1dv0\0\x02\0\x02\0\x1b@\x10\x04", Command(b"\x1dv0", b"\0\x02\0\x02\0\x1b@\x10\x04")),
    (b"\x1dV\0", Command(b"\x1dV", b"\0")),
    (b"\x1dVB\x10", Command(b"\x1dV", b"B\x10")),
    (b"\x1d(H\x06\x0000abcd", Command(b"\x1d(H", b"\x06\x0000abcd")),
    (b"\x1b*\x21\x01\0abc", Command(b"\x1b*", b"\x21\x01\0abc")),
    (b"A", Command(b"", b"A")),
    (b"\n", Command(b"", b"\n")),
]


@pytest.mark.parametrize("piece", [1, 3, 1000])
def test_commands_are_cut_where_they_end_however_they_arrive(piece):
    run = b"".join(sent for sent, _command in SENT)
    stream = EscposStream()
    found = [command for at in range(0, len(run), piece) for command in stream.feed(run[at : at + piece])]
    assert found == [command for _sent, command in SENT]
