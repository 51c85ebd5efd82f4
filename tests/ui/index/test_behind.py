from clerk_app.ui.index.behind import services_of, steps_of


def cells(table):
    model = table.rows_model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_table_of_deadlines_has_procedures_and_weeks(screen, figures, stage):
    screen.open_table(("on_time",))
    rows = cells(screen.table.table)
    assert len(rows) == len(figures.services) + len(figures.steps)
    assert sum(int(row[1]) for row in rows[: len(figures.services)]) == figures.measures["on_time"].numerator
    assert sum(int(row[2]) for row in rows[len(figures.services) :]) == figures.measures["on_time"].denominator
    assert rows[-1][4] == "90 %"  # the office in November
    assert "Предмет се броји једном" in stage.words()


def test_the_evidence_is_numbers_and_no_names(screen, stage, desk):
    screen.open_table(("visits", "supplements"))
    found = screen.table.evidence.rows_model.rows
    assert {proof.evidence.number for proof in found} >= {desk.requests._all()[0].number}
    shown = " ".join(cell for row in cells(screen.table.evidence) for cell in row)
    assert all(view.applicant.split()[0] not in shown for view in desk.requests._all())
    assert all(view.masked_id not in shown for view in desk.requests._all())


def test_enter_opens_the_request(screen, stage):
    screen.open_table(("visits", "supplements"))
    screen.table.evidence.row_opened.emit(screen.table.evidence.rows_model.rows[0])
    stage.settle()
    assert stage.shell.current_id == "detail"


def test_a_tab_for_each_indicator_of_a_tile(screen, stage):
    screen.open_table(("by_ezup", "by_epayment", "by_inbox", "by_portal"))
    tabs = screen.table.tabs
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["еЗУП", "еПлаћање", "еСандуче", "Портал"]
    tabs.choose("by_portal")
    stage.settle()
    assert "са портала и са овог шалтера" in stage.words()
    screen.open_table(("offline",))
    stage.settle()
    assert tabs.count() == 1
    assert "бележи сам шалтер" in stage.words()


def test_lines_of_weeks_are_newest_first(figures, context):
    names = [line.name for line in steps_of("visits", figures, context)]
    assert names[0].startswith("23.11.2026.")
    assert services_of("visits", figures, context) == []
