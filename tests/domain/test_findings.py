"""A finding is a plain value: the same defect twice is one."""

from clerk_app.domain.findings import Finding


def test_findings_are_compared_by_what_they_say():
    assert Finding("too_long", "a.b", {"limit": "9"}) == Finding("too_long", "a.b", {"limit": "9"})
    assert Finding("too_long", "a.b", {"limit": "9"}) != Finding("too_long", "a.b", {"limit": "8"})
    assert Finding("name_incomplete") == Finding("name_incomplete", "", {})


def test_findings_share_no_values():
    assert Finding("one").params is not Finding("two").params
