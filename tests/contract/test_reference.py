import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.reference import DeskCertificate, Item, ReferenceAnswer, revision, sign, verified
from clerk_app.contract.signin import Grant
from clerk_app.contract.signin import sign as sign_grant
from clerk_app.domain.errors import Damaged, Invalid

CENTRE = SigningKey(b"c" * 32)
CERTIFICATES = [DeskCertificate("A7", "k1", b"p" * 32), DeskCertificate("A6", "k0", b"q" * 32, revoked=5)]
ITEMS = [
    Item("desks", 3, msgspec.Raw(canonical.encode(CERTIFICATES))),
    Item("service/later@9", 9, msgspec.Raw(b'{"shape":"of a later program"}')),
]
ANSWER = sign(ITEMS, CENTRE)


def test_items_come_back_byte_for_byte():
    found = verified(ANSWER, CENTRE.public)
    assert [(item.name, item.version, bytes(item.body)) for item in found] == [
        (item.name, item.version, bytes(item.body)) for item in ITEMS
    ]
    assert canonical.decode(found[0].body, list[DeskCertificate]) == CERTIFICATES


def test_nothing_new_is_an_answer_too():
    assert verified(sign([], CENTRE), CENTRE.public) == []


def test_another_centre_is_not_believed():
    with pytest.raises(Damaged, match="reference_forged"):
        verified(ANSWER, SigningKey(b"x" * 32).public)


@given(st.data())
def test_no_bit_can_be_flipped(data: st.DataObject):
    part = data.draw(st.sampled_from(("payload", "signature")))
    forged = bytearray(getattr(ANSWER, part))
    bit = data.draw(st.integers(0, len(forged) * 8 - 1))
    forged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged, match="reference_forged"):
        verified(msgspec.structs.replace(ANSWER, **{part: bytes(forged)}), CENTRE.public)


def test_a_list_cut_at_any_byte_is_forged():
    for end in range(len(ANSWER.payload)):
        with pytest.raises(Damaged, match="reference_forged"):
            verified(msgspec.structs.replace(ANSWER, payload=ANSWER.payload[:end]), CENTRE.public)


def test_what_the_centre_signed_for_another_purpose_is_no_reference():
    grant = sign_grant(Grant("g1", "m.primeric", "М. Примерић", "clerk", "999", "1", "A7", 1, 2), CENTRE)
    with pytest.raises(Damaged, match="reference_forged"):
        verified(ReferenceAnswer(payload=grant.payload, signature=grant.signature), CENTRE.public)


def test_what_the_centre_signed_but_nobody_can_read_is_malformed():
    payload = b'[{"name":"desks"}]'
    with pytest.raises(Invalid, match="malformed"):
        verified(ReferenceAnswer(payload, CENTRE.sign(b"salter reference 1\0" + payload)), CENTRE.public)


@given(st.dictionaries(st.text(max_size=5), st.integers(1, 99)), st.text(min_size=6, max_size=8), st.integers(1, 99))
def test_every_new_item_and_every_new_version_moves_the_revision(known: dict[str, int], name: str, version: int):
    assert revision({**known, name: version}) > revision(known)
    assert revision({**known, "desks": version}) == revision(known)
