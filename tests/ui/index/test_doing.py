from pathlib import Path

from clerk_app.domain.errors import Unavailable


def test_the_sheet_of_the_period_is_shown(stage, screen, desk):
    screen.choose_period("last_month")
    stage.shell.commands.run("print_indicators")
    assert [facts.figures.period for facts in desk.paper.index] == [screen.periods.period()]


def test_counts_are_saved_where_the_supervisor_says(stage, screen, tmp_path):
    asked: list[object] = []

    def write(folder: Path, period, language: str) -> Path:
        asked.append((folder, period, language))
        return folder / "a.csv"

    screen.doing._export = write
    screen.doing.save(tmp_path)
    stage.settle()
    assert asked == [(tmp_path, screen.periods.period(), "sr-Cyrl")]
    assert "a.csv" in stage.shell.toast.accessibleName()


def test_a_folder_that_cannot_be_written_to_is_told(stage, screen):
    def fail(folder: Path, _period, _language):
        raise Unavailable("file_not_written", file="a.csv")

    screen.doing._export = fail
    screen.doing.save(Path())
    stage.settle()
    assert "a.csv" in stage.shell.toast.accessibleName()


def test_counts_go_to_the_centre_when_asked(stage, screen, desk):
    stage.shell.commands.run("send_indicators")
    stage.settle()
    kinds = [entry.header.kind for entries in desk.journal.subjects.values() for entry in entries]
    assert kinds.count("index.reported") == 1
    assert "без иједног имена" in stage.shell.toast.accessibleName()
