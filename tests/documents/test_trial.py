"""The trial receipt: every letter, the whole width, and that it is no receipt."""

from __future__ import annotations

import pytest

from clerk_app.documents.trial import TrialStrip, trial_words
from tests.support.fake_neighbours import NOW


@pytest.mark.parametrize("width", [576, 384])
def test_it_is_as_wide_as_the_paper(layouts, texts, width):
    raster = TrialStrip(layouts, texts.of("sr-Cyrl")).trial("A7", NOW, width)
    assert raster.width == width
    assert any(raster.rows)


def test_it_says_what_it_is_and_that_it_is_no_receipt(texts):
    words = trial_words("A7", NOW, texts.of("sr-Cyrl"), 576)
    assert (words["title"], words["desk"]) == ("Пробна потврда", "шалтер A7")
    assert "НИЈЕ ПОТВРДА" in words["no_receipt"]
    assert set("љњђћџшжчћ") <= set("".join(words["letters"]))
