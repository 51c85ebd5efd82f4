"""The chip of a make-believe identity card: answers card commands as the issued cards do."""

from __future__ import annotations

from clerk_app.devices.card_image import CardImage

_OK = b"\x90\x00"
_NOT_FOUND = b"\x6a\x82"
_PAST_THE_END = b"\x6b\x00"
_UNKNOWN_COMMAND = b"\x6d\x00"


class CardChip:
    """One powered card; ``answer`` takes a command and gives data and status word in one run of bytes."""

    def __init__(self, image: CardImage) -> None:
        self._image = image
        self._inside = False
        self._file = b""

    def power_up(self) -> None:
        """Forget every selection."""
        self._inside = False
        self._file = b""

    def answer(self, command: bytes) -> bytes:
        """Never fails: what is not understood gets the status word for it."""
        match command[:4]:
            case b"\x00\xa4\x04\x00" if len(command) > 4:
                return self._select_application(command)
            case b"\x00\xa4\x08\x00" if self._inside:
                return self._select_file(command)
            case bytes(head) if head[:2] == b"\x00\xb0" and self._file and len(command) == 5:
                return self._read(int.from_bytes(command[2:4], "big"), command[4])
            case _:
                return _UNKNOWN_COMMAND

    def _select_application(self, command: bytes) -> bytes:
        self.power_up()
        self._inside = command[5 : 5 + command[4]] == self._image.aid
        return _OK if self._inside else _NOT_FOUND

    def _select_file(self, command: bytes) -> bytes:
        found = self._image.files.get(int.from_bytes(command[5:7], "big"))
        if found is None:
            return _NOT_FOUND
        self._file = found
        return b"\x00\x00" + len(found).to_bytes(2, "big") + _OK

    def _read(self, offset: int, length: int) -> bytes:
        if offset >= len(self._file):
            return _PAST_THE_END
        return self._file[offset : offset + length] + _OK
