"""Services as data on the wire and on disk: TOML as people write it, canonical JSON as it travels, its JSON Schema."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from clerk_app.contract import canonical
from clerk_app.contract.catalogue_check import Problem, check
from clerk_app.contract.catalogue_limits import MOST_BYTES, limits
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid

__all__ = ["Problem", "check", "decode", "encode", "item_name", "load", "read", "schema"]

_DEEP_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){9}""")  # its reader takes the square of its length


def load(raw: bytes) -> Service:
    """A whole and good service from TOML; raises ``Invalid`` (``catalogue_malformed``, ``catalogue_wrong``).

    ``where`` names the place in the file; ``reason`` is the code of the first problem (``problem.<reason>``).
    """
    service = read(raw)
    for problem in check(service):
        raise Invalid("catalogue_wrong", where=problem.path, reason=problem.code)
    return service


def read(raw: bytes) -> Service:
    """A service from TOML, its shape checked strictly and its sense not at all; raises ``catalogue_malformed``."""
    if len(raw) > MOST_BYTES:
        raise Invalid("catalogue_malformed", where="", reason="file_large")
    try:
        text = raw.decode()
        if _DEEP_KEY.search(text):
            raise Invalid("catalogue_malformed", where="", reason="too_many")
        plain = tomllib.loads(text)
        canonical.prepare(Service)
        service = msgspec.convert(plain, Service)
    except msgspec.ValidationError as error:
        raise Invalid("catalogue_malformed", where=str(error).rpartition(" - at ")[2].strip("`")) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid("catalogue_malformed", where=str(error)) from error
    except RecursionError as error:
        raise Invalid("catalogue_malformed", where="", reason="too_many") from error
    for path in _unknown(plain, msgspec.to_builtins(service), ""):
        raise Invalid("catalogue_malformed", where=path)
    return service


def encode(service: Service) -> bytes:
    """Canonical JSON: what the centre signs and the desk keeps."""
    return canonical.encode(service)


def decode(raw: bytes | msgspec.Raw) -> Service:
    """A service from JSON; keys that this program does not know are passed over; raises ``Invalid('malformed')``.

    What is too large or would cost too much is not believed from anybody (``catalogue_wrong``).
    """
    service = canonical.decode(raw, Service)
    for problem in limits(service):
        raise Invalid("catalogue_wrong", where=problem.path, reason=problem.code)
    return service


def schema() -> dict[str, Any]:
    """The JSON Schema of a service."""
    return msgspec.json.schema(Service)


def item_name(service: Service) -> str:
    """The name of a service among the reference data."""
    return f"service/{service.id}@{service.version}"


def _unknown(plain: Any, known: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any value of a TOML file
    """Paths of keys that were written but have no meaning."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            place = f"{path}.{key}".lstrip(".")
            if key in known:
                yield from _unknown(value, known[key], place)
            else:
                yield place
    elif isinstance(plain, list):
        for index, (value, meaning) in enumerate(zip(plain, known, strict=True)):
            yield from _unknown(value, meaning, f"{path}[{index}]")
