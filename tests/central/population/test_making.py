"""The population is the same on every machine, with every Python and however words are hashed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from clerk_app.central.population.making import make
from clerk_app.central.population.sources import Sources
from clerk_app.central.population.values import Made

ROOT = Path(__file__).parents[3]
DIGEST = "ec9381a076e72f45"
_ELSEWHERE = """
from tests.central.population.test_making import digest
from tests.central.population.conftest import FOLDER
from clerk_app.central.population.making import make
from clerk_app.central.population.sources import read
print(digest(make(read(FOLDER))))
"""


def digest(made: Made) -> str:
    return hashlib.sha256(repr(made).encode()).hexdigest()[:16]


def test_it_is_the_population_that_it_always_was(made: Made, sources: Sources) -> None:
    """Whoever changes data or rules on purpose writes the new digest here."""
    assert digest(made) == DIGEST
    assert make(sources) == made


def test_it_does_not_hang_on_how_words_are_hashed() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    said = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.stdout.strip() == DIGEST, said.stderr
