import socket
import threading

import pytest

from clerk_app.app.paper import paper_of, printer_of
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.retention import Retention
from clerk_app.ports.paper import HeldFacts, RequestFacts
from tests.support.specimens import ISSUER, SERVICE, receipt_facts, received


def test_without_a_printer_it_says_so(place_of):
    with pytest.raises(Unavailable, match="printer_not_chosen"):
        printer_of(place_of())


def test_a_profile_that_nobody_knows_is_refused(place_of):
    with pytest.raises(Invalid, match="printer_profile"):
        printer_of(place_of(printer="tcp://127.0.0.1:9100", printer_profile="nobody-80"))


@pytest.mark.parametrize(("profile", "width"), [("default", 576), ("generic-58", 384)])
def test_the_profile_tells_how_wide_the_paper_is(place_of, profile, width):
    assert printer_of(place_of(printer="tcp://127.0.0.1:9100", printer_profile=profile)).width == width


def test_the_address_of_the_settings_is_dialled(place_of):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        caller = threading.Thread(target=printer_of(place_of(printer=f"tcp://127.0.0.1:{port}")).status)
        caller.start()
        listener.settimeout(5)
        line, _address = listener.accept()
        line.close()
        caller.join(5)
    assert not caller.is_alive()


def test_sheets_are_drawn_with_the_layouts_of_the_program(place_of):
    facts = RequestFacts(issuer=ISSUER, body=received(), service=SERVICE)
    assert paper_of(place_of()).sheets.request(facts).startswith(b"%PDF")


def test_what_is_held_is_drawn_too(place_of):
    facts = HeldFacts(
        issuer=ISSUER,
        number="1105985980020",
        made="2026-11-23T08:53:11+01:00",
        clerk="vuzoric",
        language="sr-Latn",
        requests=(),
        drafts=(),
        retention=Retention(),
    )
    assert paper_of(place_of()).sheets.held(facts).startswith(b"%PDF")


def test_receipts_are_drawn_as_sheets(place_of):
    assert paper_of(place_of()).sheets.receipts((receipt_facts(),)).startswith(b"%PDF")
