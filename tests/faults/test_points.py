"""Every fault point is really reached by the product, and the product names no other."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.points import Point

PRODUCT = Path(__file__).parents[2] / "clerk_app"


def test_points_are_those_of_the_product() -> None:
    named = {
        name
        for file in PRODUCT.rglob("*.py")
        for name in re.findall(r"reached\(\"(\w+)\"\)", file.read_text(encoding="utf-8"))
    }
    assert named == {point.value for point in Point}
