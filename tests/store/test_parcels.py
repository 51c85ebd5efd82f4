from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.store import parcels
from clerk_app.store.parcels import Sent
from tests.store.desk import Desk, open_desk


def test_numbers_are_given_in_order_and_forgotten_once_the_centre_has_them(desk: Desk) -> None:
    with desk.database.writing() as connection:
        assert parcels.number(connection, [10, 11], None) == Sent(1, (10, 11))
        assert parcels.number(connection, [12], None) == Sent(3, (12,))
        parcels.confirm(connection, 2)
        assert parcels.behind(connection, 0) == [Sent(3, (12,))]
        assert parcels.reached(connection) == (3, 2)
        parcels.confirm(connection, 1)
        assert parcels.reached(connection) == (3, 2)


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4), data=st.data())
def test_freeing_entries_keeps_every_other_number(tmp_path_factory, sizes: list[int], data: st.DataObject) -> None:
    desk = open_desk(tmp_path_factory.mktemp("desk"))
    with desk.database.writing() as connection:
        given_numbers: dict[int, int] = {}
        seq = 0
        for size in sizes:
            sent = parcels.number(connection, list(range(seq + 1, seq + size + 1)), None)
            given_numbers |= {name: sent.first + place for place, name in enumerate(sent.seqs)}
            seq += size
        freed = data.draw(st.sets(st.sampled_from(sorted(given_numbers)), max_size=3))
        for name in freed:
            parcels.free(connection, name)
        kept = {
            name: sent.first + place for sent in parcels.behind(connection, 0) for place, name in enumerate(sent.seqs)
        }
        assert kept == {name: number for name, number in given_numbers.items() if name not in freed}
        refilled = []
        while (free := parcels.free_number(connection)) is not None:
            refilled.append(parcels.number(connection, [1000 + free], free).first)
        assert refilled == sorted(given_numbers[name] for name in freed)
    desk.close()
