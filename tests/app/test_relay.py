"""A relay of a folder: enrolled by a code once, the same one after a start, and said plainly where it is none yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.app.relay import FILE, open_relay
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.relay.server import RelaySettings
from tests.journeys.relay_day import OFFICE, asked_of
from tests.support.central_process import CentralProcess, address_of
from tests.support.lone_relay import TEXTS

SETTINGS = RelaySettings(listen="127.0.0.1:0", texts=TEXTS)


def test_it_enrols_once_and_is_the_same_after_a_start(tmp_path: Path) -> None:
    with CentralProcess(tmp_path / "central.db") as centre:
        code = asked_of(address_of(tmp_path / "central.db"), tmp_path, lambda parts: parts.relays.make_code(OFFICE))
        with pytest.raises(Refused, match="relay_not_enrolled"):
            open_relay(tmp_path / "relay", centre.url, "", SETTINGS)
        first, made = open_relay(tmp_path / "relay", centre.url, code, SETTINGS)
        first.start()
        first.stop()
        second, again = open_relay(tmp_path / "relay", centre.url, "", SETTINGS)
        second.stop()
    assert (made.relay, made.office, again) == ("R1", OFFICE, made)
    assert (tmp_path / "relay" / FILE).is_file()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="folder_unusable"):
        open_relay(tmp_path / "file" / "relay", "https://127.0.0.1:1", "", SETTINGS)
