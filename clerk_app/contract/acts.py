"""The item of reference data that says what acts of a municipality must: ``domain.acts.ActPolicy``."""

from __future__ import annotations

ACT_POLICY = "acts"
