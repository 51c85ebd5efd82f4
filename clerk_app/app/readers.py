"""The card readers of this desk: real ones over PC/SC, or the simulated one where the settings name it."""

from __future__ import annotations

from clerk_app.app.place import Place
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.pcsc import PcscReaders
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.ports.cards import Readers

SIMULATED = "simulated"
ANY = "pcsc"


def readers_of(place: Place) -> Readers:
    """Readers for the watcher; a name in the settings other than ``pcsc`` narrows the real ones to that reader."""
    name = place.settings.reader
    if name == SIMULATED:
        return SimulatedReaders(place.texts.text("device.simulated_reader"))
    return OneReader(PcscReaders(), name) if name not in {"", ANY} else PcscReaders()
