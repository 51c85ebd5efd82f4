import pytest

from clerk_app.app.stores import Told, open_stores
from clerk_app.domain.errors import Damaged, Unavailable
from clerk_app.ports.desk_file import ListFilter, NewEntry
from tests.settings.test_identity import IDENTITY

KEY = bytes(range(32))


@pytest.fixture
def heard():
    return []


@pytest.fixture
def stores(place_of, heard):
    stores = open_stores(place_of(), IDENTITY, KEY, Told(heard.append, heard.append))
    yield stores
    stores.file.close()


def test_a_commit_is_told(stores, heard):
    entry = stores.journal.record(NewEntry(kind="looks.committed", subject=bytes(16), grant="", body=b"{}"))
    assert heard == [entry]
    assert entry.header.desk == IDENTITY.desk


def test_all_ports_stand_on_the_one_file(stores):
    stores.journal.record(NewEntry(kind="looks.committed", subject=bytes(16), grant="", body=b"{}"))
    assert stores.outbox.size().entries == 1
    assert stores.requests.page(ListFilter(scope="all"), limit=10) == ()


def test_a_second_program_is_kept_out(stores, place_of, heard):
    with pytest.raises(Unavailable, match="second_copy"):
        open_stores(place_of(), IDENTITY, KEY, Told(heard.append, heard.append))


def test_another_key_opens_nothing(place_of, heard):
    open_stores(place_of(), IDENTITY, KEY, Told(heard.append, heard.append)).file.close()
    with pytest.raises(Damaged):
        open_stores(place_of(), IDENTITY, bytes(32), Told(heard.append, heard.append))
