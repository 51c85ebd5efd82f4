from datetime import UTC, datetime

from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.relay_row import RelayRow

NOW = datetime(2026, 11, 23, 8, 52, tzinfo=UTC)
SINCE = int(NOW.timestamp() * 1_000_000)


def test_it_says_how_the_relay_is_in_words_colour_and_for_the_reader(context, qtbot):
    row = RelayRow(context)
    qtbot.addWidget(row)
    row.show_state(RelayState(works=True, since=SINCE, name="R1", address="10.0.0.5:8470"), NOW)
    assert row.accessibleName() == "Реле у канцеларији: ради"
    assert "R1 на 10.0.0.5:8470" in row._facts.text()
    row.show_state(RelayState(code="relay_none", since=SINCE), NOW)
    assert row.accessibleName() == "Реле у канцеларији: није нађено"
    assert "10.0.0.5" not in row._facts.text()
