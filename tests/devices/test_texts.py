"""Every code that a device can raise has words in every language."""

import re
from pathlib import Path

import pytest

from clerk_app.i18n import Texts

ROOT = Path(__file__).parents[2]
CODES = sorted(
    {
        code
        for file in (ROOT / "clerk_app" / "devices").glob("*.py")
        for code in re.findall(r'"((?:card|printer)_[a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    - {"card_reader", "card_in", "card_out"}
)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_codes_have_words(language):
    texts = Texts(ROOT / "resources" / "texts", language)
    silent = [code for code in CODES if not (texts.has(f"error.{code}") or texts.has(f"check.{code}"))]
    assert len(CODES) >= 20
    assert silent == []
