"""The frame of every page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.central.operator.frame import Frame, button, choice, field, form, framed, moment
from clerk_app.central.operator.sessions import Signed
from tests.central.conftest import TEXTS
from tests.support.lone_desk import START

FRAME = Frame(texts=TEXTS, municipality="Општина <Примерово>", now=START, signed=Signed("Ана", "viewer", "abc"))


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_a_page_has_one_heading_its_language_and_its_landmarks(language: str) -> None:
    page = framed(replace(FRAME, texts=TEXTS.in_language(language), place="fleet", alarms=3), "Насло<в")
    assert page.startswith(f'<!doctype html><html lang="{language}">')
    assert page.count("<h1>") == page.count("<main") == page.count("<header>") == page.count("<footer>") == 1
    assert "<h1>Насло&lt;в</h1>" in page
    assert "<Примерово>" not in page
    assert page.count('aria-current="page"') == 1
    assert page.count('role="status"') == 1


def test_nobody_is_led_where_they_may_not_go() -> None:
    viewer = framed(FRAME, "x")
    administrator = framed(replace(FRAME, signed=Signed("Ана", "administrator", "abc")), "x")
    for path in ("/operator/codes", "/operator/operators"):
        assert f'href="{path}"' not in viewer
        assert f'href="{path}"' in administrator
    assert "<nav" not in framed(replace(FRAME, signed=None), "x")


def test_what_was_done_is_said_where_it_is_heard() -> None:
    done = framed(replace(FRAME, said="Урађено"), "x")
    assert '<div role="status" class="said" tabindex="-1" autofocus>Урађено</div>' in done
    assert 'role="alert"' in framed(replace(FRAME, said="Није", failed=True), "x")


def test_forms_bring_the_word_and_fields_their_labels() -> None:
    made = form(FRAME, "/x", field("Име", "name", hint="кратко", required=True), button("Пошаљи", "main"))
    assert 'method="post"' in made
    assert 'name="word" value="abc"' in made
    assert '<label for="name">Име</label>' in made
    assert 'aria-describedby="name-hint"' in made
    assert '<option value="b" selected>Б</option>' in choice("Избор", "which", {"a": "А", "b": "Б"}, "b")


def test_moments_are_local_and_none_is_a_dash() -> None:
    assert moment(FRAME, START).endswith("16:13")
    assert moment(FRAME, None) == "–"
