from clerk_app.domain.errors import CounterError
from tests.support.desk_day import newest


def page_of(stage):
    return stage.shell._screens["day"]._page


def test_the_day_is_opened_from_home_and_tells_what_was_received(stage, desk):
    stage.go("home")
    stage.shell.commands.run("day_view")
    stage.settle()
    assert "понедељак, 23. новембар 2026." in stage.words()
    assert sum(line.desk for line in page_of(stage).received.rows_model.rows) == 6
    assert "6 захтева" in stage.words()


def test_what_happens_while_it_is_open_is_counted(stage, desk):
    stage.go("day")
    subject = newest(desk).subject
    desk.actions.casework.take(subject)
    desk.news.requests_changed.emit(frozenset({subject}))
    assert "Предаје колегама" in stage.words()


def test_days_before_are_a_key_away_and_none_is_ahead(stage):
    stage.go("day")
    screen = stage.shell._screens["day"]
    assert "next_step" not in {bound.id for bound in screen.commands()}
    for _ in range(3):
        stage.shell.commands.run("previous_step")
    stage.settle()
    assert "петак, 20. новембар 2026." in stage.words()
    stage.shell.commands.run("next_step")
    stage.settle()
    assert "субота, 21. новембар 2026." in stage.words()
    assert "није примљен ниједан захтев" in stage.words()


def test_the_sheet_is_of_the_day_that_is_shown(stage, desk):
    stage.go("day")
    stage.shell.commands.run("previous_step")
    stage.shell.commands.run("print_day")
    assert [facts.day.date for facts in desk.paper.days] == ["2026-11-22"]


def test_who_may_see_no_requests_sees_no_day(stage, desk):
    failed: list[CounterError] = []
    desk.news.paper_failed.connect(failed.append)
    desk.role = "administrator"
    desk.sign_in()
    stage.go("day")
    assert stage.shell.toast.accessibleName().startswith("Улога службеника")
    stage.shell.commands.run("print_day")
    assert [error.code for error in failed] == ["not_permitted"]
