from clerk_app.sync.link import LinkState
from clerk_app.ui.exchange.rate_plot import KEPT, Measured, RatePlot, Sample
from tests.support.stage import look_of


def test_only_changes_are_kept_and_nothing_is_made_up():
    measured = Measured()
    for at, link in enumerate(
        [
            LinkState(kind="unknown", rate=9),
            LinkState(kind="good"),
            LinkState(kind="good", rate=9),
            LinkState(kind="good", rate=9),
            LinkState(kind="down", rate=9),
            LinkState(kind="down"),
            LinkState(kind="slow", rate=3),
        ]
    ):
        measured.take(link, at)
    assert list(measured.samples) == [Sample(2, 9), Sample(4, 0, down=True), Sample(6, 3)]


def test_a_long_day_forgets_its_morning():
    measured = Measured()
    for at in range(KEPT + 5):
        measured.take(LinkState(kind="good", rate=1 + at % 2), at)
    assert len(measured.samples) == KEPT


def test_it_draws_an_outage_and_says_the_same_in_words(qapp, fonts):
    plot = RatePlot(look_of(), "Брзина", "kB/с", "без везе")
    plot.resize(400, plot.height())
    empty = plot.grab().toImage()
    plot.show_samples((Sample(0, 9000), Sample(60, 0, down=True), Sample(120, 4000)), 240, "3 мерења")
    assert plot.accessibleDescription() == "3 мерења"
    assert plot.grab().toImage() != empty
