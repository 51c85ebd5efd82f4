"""Writes certificates on a token in software, in a process of its own: what loads the module here is not the tests'.

``python -m tests.support.card_writer MODULE PIN`` reads JSON: a list of label, id (hex) and certificate (DER, hex).
"""

from __future__ import annotations

import json
import sys

import pkcs11
from pkcs11 import Attribute, CertificateType, ObjectClass


def write(module: str, pin: str, certificates: list[list[str]]) -> None:
    """Keep each on the only card there is."""
    with pkcs11.lib(module).get_token(token_label="Kartica").open(rw=True, user_pin=pin) as session:
        for label, identity, der in certificates:
            session.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                    Attribute.TOKEN: True,
                    Attribute.PRIVATE: False,
                    Attribute.LABEL: label,
                    Attribute.ID: bytes.fromhex(identity),
                    Attribute.SUBJECT: b"",
                    Attribute.VALUE: bytes.fromhex(der),
                }
            )


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], json.load(sys.stdin))
