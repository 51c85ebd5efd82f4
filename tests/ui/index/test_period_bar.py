from clerk_app.ui.index.period_bar import PeriodBar


def test_a_click_chooses_and_light_shows(context, qtbot):
    bar = PeriodBar(context)
    chosen: list[object] = []
    qtbot.addWidget(bar)
    bar.period_chosen.connect(chosen.append)
    bar._radios["quarter"].click()
    assert chosen == ["quarter"]
    bar.light("year")
    assert [kind for kind, radio in bar._radios.items() if radio.isChecked()] == ["year"]
    assert chosen == ["quarter"]
