"""What a desk finds on its stick: the answers that it would have heard on the line, and the centre's list of them."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.contract import answers as wire
from clerk_app.contract import bundle
from clerk_app.contract.bundle import DAY, KEPT_DAYS, Answered, Carried, Item
from clerk_app.contract.bundle_folder import LIST, BundleFolder
from clerk_app.contract.keys import key_id


def answer(carried: Carried, papers: Sequence[str], folder: BundleFolder, parts: Parts) -> int:
    """Write everything behind what the desk has heard, then the list, and only then take the older answers away.

    Returns how many answers there are; raises ``Unavailable`` of the stick.
    """
    desk = parts.desks.get(carried.desk)
    heard = Heard(carried.position, carried.have)
    items: list[Item] = []
    more = True
    while more:
        said = parts.answering.next(desk, heard)
        raw = wire.make(said, desk.seal_public, parts.keys.sign)
        name = bundle.answer_name(len(items) + 1, raw)
        folder.put(name, raw)
        items.append(bundle.item_of(name, raw))
        heard = Heard(said.position, said.have, said.chain_ok_to, said.reference or heard.reference)
        more = said.more
    made = parts.now()
    answered = Answered(
        desk=desk.code,
        centre=key_id(parts.keys.sign.public),
        made=made,
        expires=made + KEPT_DAYS * DAY,
        asked=carried.made,
        after=carried.position,
        after_have=carried.have,
        have=heard.have,
        position=heard.position,
        answers=items,
        papers=bundle.seal_papers(papers, desk.code, desk.seal_public),
    )
    folder.put(LIST, bundle.write_answered(answered, parts.keys.sign))
    folder.sweep({LIST, *(item.name for item in items)})
    return len(items)
