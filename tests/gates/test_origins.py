"""The repository names no machine it was made on and no host that its parts were fetched from."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tests.gates.tree import Source, planted

# "pera" is the clerk of the tests, who has a home like anyone.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home/(?!pera/)[a-z]\w*)/")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|(?:deb|ftp|security)\.[\w.]*debian\.org|crates\.io"
    r"|index-url[ =]|https?://\S+/simple\b",
    re.IGNORECASE,
)
# Put together from parts, so that this file is held to its own rule.
ORIGINS = (
    "cd " + "/".join(("", "work", "main")),
    'PATH = "' + "/".join(("", "home", "clerk", "counter")) + '"',
    "fetched from https://" + ".".join(("pypi", "org")) + "/httpx",
    "pip install --index-" + "url mirror.example httpx",
    "see https://mirror.example/" + "simple",
    "deb http://" + ".".join(("deb", "debian", "org")) + "/debian bookworm main",
)


def origins(tree: Sequence[Source]) -> list[str]:
    return [
        f"{source.path}:{number}: {found[0]}"
        for source in tree
        for number, line in enumerate(source.text.splitlines(), start=1)
        for rule in (MACHINE_PATH, REGISTRY)
        if (found := rule.search(line))
    ]


def test_the_repository_could_come_from_anywhere(tree: list[Source]) -> None:
    assert origins(tree) == []


@pytest.mark.parametrize("line", ORIGINS)
def test_an_origin_is_caught(line: str) -> None:
    assert origins(planted("docs/setup.md", line)) != []


@pytest.mark.parametrize("line", ["https://example.rs/work/list", "framework/work/", "~/work/", "uv pip compile"])
def test_what_only_looks_like_one_passes(line: str) -> None:
    assert origins(planted("docs/setup.md", line)) == []
