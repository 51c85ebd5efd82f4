"""What the settings of the line may be."""

from __future__ import annotations

from clerk_app.domain.errors import Invalid
from clerk_app.settings.rules import HOURS, Text, is_bare, split_address

_WORDS = frozenset({"system", "none"})


class ProxyAddress:
    """``system``, ``none``, or ``http://HOST:PORT``; who signs in there is a setting of its own."""

    def read(self, raw: object) -> str:
        """The word or the address as it was written; a script (PAC) is told apart, because it is asked for."""
        text = Text().read(raw)
        if text in _WORDS:
            return text
        parts = split_address(text)
        if text.lower().endswith((".pac", ".dat")):
            raise Invalid("setting_proxy_script")
        if parts is None or parts.scheme != "http" or not parts.port or parts.path.strip("/") or not is_bare(parts):
            raise Invalid("setting_address", allowed=self.describe())
        return text.rstrip("/")

    def describe(self) -> str:
        """The words and the form of an address."""
        return "system | none | http://HOST:PORT"


class Window:
    """From when until when, as ``HH:MM-HH:MM``, over midnight where the later comes first; empty for always."""

    def read(self, raw: object) -> str:
        """The hours as they were written."""
        text = Text().read(raw)
        found = HOURS.fullmatch(text)
        if text and (found is None or found[1] == found[2]):
            raise Invalid("setting_hours", allowed=self.describe())
        return text

    def describe(self) -> str:
        """The form of the hours."""
        return "HH:MM-HH:MM"
