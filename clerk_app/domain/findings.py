"""Findings: defects noted on a request; they warn and travel along, and never un-receive it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect: ``code`` is the tail of a text key (``finding.<code>``), ``where`` the field, document or step."""

    code: str
    where: str = ""
    params: dict[str, str] = field(default_factory=dict)
