"""The files of a seed, read strictly."""

from __future__ import annotations

from pathlib import Path

import msgspec

from clerk_app.domain.errors import Invalid


def toml[T](path: Path, kind: type[T]) -> T:
    """One file as a value; raises ``Invalid('seed_malformed')``."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise Invalid("seed_malformed", file=path.name) from error
