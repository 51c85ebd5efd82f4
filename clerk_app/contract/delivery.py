"""Documents of cases over HTTP: a document's bytes, sealed to the desk that asked and bound to the document's id."""

from __future__ import annotations

from clerk_app.contract.keys import SEAL_OVERHEAD, SealingKey, seal
from clerk_app.domain.errors import Invalid

DOCUMENTS = "/v1/documents"
DELIVERY_POLICY = "delivery"
"""The name of the policy in reference data."""

ID_SIGNS = 32
LARGEST = 2 * 1024 * 1024
"""Plain bytes of the largest document that travels to a desk."""
_INFO = b"salter document 1"


def seal_document(plain: bytes, desk_public: bytes, document: str) -> bytes:
    """Close a document's bytes for one desk."""
    return seal(desk_public, plain, _INFO + document.encode())


def open_document(sealed: bytes, desk: SealingKey, document: str) -> bytes:
    """Undo ``seal_document`` at the desk; raises ``Damaged('seal_broken')``."""
    return desk.open(sealed, _INFO + document.encode())


def sealed_document_size(size: int) -> int:
    """Bytes that a document of ``size`` plain bytes takes on the wire."""
    return size + SEAL_OVERHEAD


def checked_name(text: str) -> str:
    """The id of a document or a delivery; raises ``Invalid('malformed')``."""
    if len(text) != ID_SIGNS or not set(text) <= set("0123456789abcdef"):
        raise Invalid("malformed", what="delivery", where="id")
    return text
