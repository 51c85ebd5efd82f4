from clerk_app.app.readers import readers_of
from clerk_app.devices.one_reader import OneReader
from clerk_app.devices.pcsc import PcscReaders
from clerk_app.devices.simulated_reader import SimulatedReaders


def test_the_simulated_reader_is_named_in_the_language_of_the_clerk(place_of):
    place = place_of(reader="simulated")
    readers = readers_of(place)
    assert isinstance(readers, SimulatedReaders)
    assert readers.names() == (place.texts.text("device.simulated_reader"),)


def test_without_a_name_every_real_reader_is_taken_and_with_one_only_that(place_of):
    assert [type(readers_of(place_of(reader=name))) for name in ("", "pcsc", "Reader 1")] == [
        PcscReaders,
        PcscReaders,
        OneReader,
    ]
