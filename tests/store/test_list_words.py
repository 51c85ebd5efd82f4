from __future__ import annotations

from clerk_app.store import list_words
from tests.store.desk import Desk


def test_an_index_goes_away_in_steps_and_again_is_nothing(desk: Desk) -> None:
    with desk.database.writing() as connection:
        list_words.create(connection, 3)
        for place in range(400):
            list_words.add(connection, 3, [(place, f"wreč{place} fprva{place}")])
    steps = 0
    while True:
        with desk.database.writing() as connection:
            if not list_words.clear(connection, 3):
                break
        steps += 1
    assert steps >= 2
    assert desk.rows("SELECT 1 FROM sqlite_master WHERE name LIKE 'replica_list_words%'") == []


def test_what_was_added_is_merged_only_when_told(desk: Desk) -> None:
    with desk.database.writing() as connection:
        list_words.create(connection, 1)
    for place in range(40):
        with desk.database.writing() as connection:
            list_words.add(connection, 1, [(place, f"wреч{place}")])
    segments = "SELECT count(DISTINCT segid) FROM replica_list_words_1_idx"
    before = desk.rows(segments)[0][0]
    merged = True
    while merged:
        with desk.database.writing() as connection:
            merged = list_words.merge(connection, 1)
    assert (before, desk.rows(segments)[0][0] < 10) == (40, True)
