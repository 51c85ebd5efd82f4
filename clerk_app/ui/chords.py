"""Chords as keyboards send them: the Serbian Cyrillic layout sends its own letters, also with Ctrl and Alt."""

from __future__ import annotations

from collections.abc import Iterable

_CYRILLIC_KEYS = dict(zip("QWERTZUIOPASDFGHJKLYXCVBNM", "ЉЊЕРТЗУИОПАСДФГХЈКЛЅЏЦВБНМ", strict=True))


def chords(keys: Iterable[str]) -> list[str]:
    """``keys`` and, for each that ends in a Latin letter, the same chord as the Cyrillic layout sends it."""
    given = list(keys)
    return given + [_in_cyrillic(chord) for chord in given if _is_letter(chord)]


def _is_letter(chord: str) -> bool:
    return chord[-1:] in _CYRILLIC_KEYS and chord[-2:-1] in ("", "+")


def _in_cyrillic(chord: str) -> str:
    return chord[:-1] + _CYRILLIC_KEYS[chord[-1]]
