import sys
from pathlib import Path

from clerk_app.app.resources import resources_folder


def test_resources_lie_beside_the_package():
    assert (resources_folder() / "texts" / "sr").is_dir()


def test_the_frozen_program_has_them_inside(monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", "/frozen", raising=False)
    assert resources_folder() == Path("/frozen/resources")
