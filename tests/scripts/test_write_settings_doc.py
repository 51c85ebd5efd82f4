"""The page of settings says what the program does; the page in the repository is the one that the script writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.i18n import Texts
from clerk_app.settings.schema import Settings, Source, keys
from scripts.write_settings_doc import page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written() -> str:
    return page(Texts(ROOT / "resources" / "texts", "en", strict=True))


def test_the_page_in_the_repository_is_up_to_date(written):
    kept = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert kept == written, "run: python -m scripts.write_settings_doc"


def test_every_setting_has_its_row(written):
    rows = [line for line in written.splitlines() if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == list(Settings.__dataclass_fields__)


def test_the_order_is_the_one_that_counts(written):
    listed = [line.split(". ")[1] for line in written.splitlines() if line[:1].isdigit()]
    assert listed == [source.value for source in Source if source is not Source.GRANT]


def test_only_preferences_are_for_everyone(written):
    for key in keys(("en",)):
        row = next(line for line in written.splitlines() if line.startswith(f"| `{key.name}`"))
        assert row.endswith("| yes |" if Source.PREFERENCE in key.settable_from else "| no |")
