"""What the settings and the vault say of themselves can be said in every language, with every value filled in."""

from pathlib import Path

import pytest

from clerk_app.domain.errors import Damaged, Invalid, SignIn, Unavailable
from clerk_app.i18n import Texts
from clerk_app.settings.given import from_arguments
from clerk_app.settings.policy import read_policy
from clerk_app.settings.resolve import OFFLINE_DAYS, resolve
from clerk_app.settings.schema import keys

TEXTS = Path(__file__).parents[2] / "resources" / "texts"
KEYS = keys(("sr-Cyrl", "sr-Latn", "en"))
WRONG: dict[str, list[object]] = {
    "central_url": ["x", "http://primer.rs", 7],
    "theme": ["pink"],
    "scale": [9, "two"],
    "lock_after": [1.5],
    "reader": ["a\nb", 3],
    "copy_to": ["kopija"],
    "no_such": [1],
}
OTHERS = [
    Unavailable("vault_unknown", ring="x.Y"),
    Unavailable("vault_silent", seconds=20),
    Unavailable("file_no_space", file="keys"),
    SignIn("password_wait", wait=8),
    SignIn("password_wrong", wait=8),
    Damaged("keys_other_secret"),
]


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en", "xx"])
def test_every_problem_can_be_said(language, tmp_path):
    texts = Texts(TEXTS, language, strict=True)
    (tmp_path / "policy.toml").write_text("[fixed]\ndensity = 'compact'\n[other]\n")
    (tmp_path / "broken.toml").write_text("= =")
    said = [from_arguments({name: raw}) for name, raws in WRONG.items() for raw in raws]
    said += [from_arguments({"density": "comfortable"}), read_policy(tmp_path / "policy.toml")]
    problems = [*resolve(KEYS, *said, read_policy(tmp_path / "broken.toml")).problems, *OTHERS]
    assert len({problem.code for problem in problems}) == 19
    for problem in problems:
        sentence = texts.text(f"error.{problem.code}", **problem.params)
        assert "{" not in sentence
        if isinstance(problem, Invalid):
            assert str(problem.params["where"]) in sentence


@pytest.mark.parametrize("language", ["sr-Cyrl", "en"])
def test_every_setting_has_a_name(language):
    texts = Texts(TEXTS, language, strict=True)
    assert all(texts.text(key.text_key) for key in KEYS)
    assert texts.text(f"setting.{OFFLINE_DAYS}")
