"""The tab lists the acts of a case and its PDFs, and shows what signatures are worth when somebody asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.acts import ActDraft
from clerk_app.domain.errors import Invalid
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.widgets.button import Button
from tests.gates.widget_tree import shown, texts_of
from tests.support.cases_day import mine
from tests.support.fake_acts import PIN, VERDICT


@pytest.fixture
def page(stage, desk):
    stage.go("detail", mine(desk).subject)
    found = stage.shell.findChild(DetailPage)
    found.tabs.choose("documents")
    return found


def said(page):
    return " ".join(text for widget in shown(page.documents) for text in texts_of(widget))


def test_acts_are_listed_and_counted(page, desk, stage):
    assert "још нема аката" in said(page)
    acts, subject = desk.actions.systems.acts, mine(desk).subject
    acts.sign(subject, ActDraft(kind="approved", disposition="Одобрава се."), bytearray(PIN.encode()))
    desk.news.requests_changed.emit(frozenset({subject}))
    stage.settle()
    assert "чека временски жиг" in said(page)
    assert page.documents.count() == 1


def test_a_check_shows_the_verdict_or_why_there_is_none(page, desk, stage):
    acts, subject = desk.actions.systems.acts, mine(desk).subject
    made = acts.make(subject, ActDraft(kind="approved", disposition="Одобрава се."))
    desk.news.requests_changed.emit(frozenset({subject}))
    stage.settle()
    desk.signing.verdicts = (replace(VERDICT, integrity="altered"),)
    page.documents.check_wanted.emit(made.paper)
    stage.settle()
    assert "Документ је измењен после потписа" in said(page)
    desk.signing.verdicts = ()
    page.documents.check_wanted.emit(made.paper)
    stage.settle()
    assert "Документ није електронски потписан." in said(page)
    desk.signing.wrong = Invalid("pdf_unreadable", field="file")
    page.documents.check_wanted.emit(made.paper)
    stage.settle()
    assert "није читав PDF" in said(page)


def test_whoever_may_not_make_acts_sees_no_way_to(page, desk, stage):
    def verbs():
        return [button.text() for button in page.documents.findChildren(Button) if not button.isHidden()]

    assert "Направи акт" in verbs()
    desk.role = "clerk"
    desk.sign_in()
    desk.news.requests_changed.emit(frozenset())
    stage.settle()
    assert "Направи акт" not in verbs()
