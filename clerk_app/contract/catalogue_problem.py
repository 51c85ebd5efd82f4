"""What can be wrong with a definition, said by place and reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a definition: where, and the code of the reason (``problem.<code>``)."""

    path: str
    code: str
