"""Files, applications and tags of the Serbian identity card (issued since 2014), as the card numbers them."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

Kind = Literal["citizen", "foreigner", "residence"]

APPLICATIONS: dict[Kind, bytes] = {
    "citizen": bytes.fromhex("F381000002534552494401"),
    "foreigner": bytes.fromhex("F381000002534552494601"),
    "residence": bytes.fromhex("F381000002534552525001"),
}


class File(IntEnum):
    """Elementary files of the application."""

    DOCUMENT = 0x0F02
    FIXED = 0x0F03
    RESIDENCE = 0x0F04
    PORTRAIT = 0x0F06


class Tag(IntEnum):
    """Records of the three text files; all values are UTF-8 in the script of the card."""

    DOCUMENT_NUMBER = 1546
    DOCUMENT_TYPE = 1547
    ISSUED = 1549
    EXPIRES = 1550
    ISSUER = 1551
    PERSONAL_NUMBER = 1558
    SURNAME = 1559
    GIVEN_NAME = 1560
    PARENT_NAME = 1561
    SEX = 1562
    BIRTH_PLACE = 1563
    BIRTH_MUNICIPALITY = 1564
    BIRTH_STATE = 1565
    BIRTH_DATE = 1566
    STATE = 1568
    MUNICIPALITY = 1569
    PLACE = 1570
    STREET = 1571
    NUMBER = 1572
    LETTER = 1573
    ENTRANCE = 1574
    FLOOR = 1575
    APARTMENT = 1578
    ADDRESS_DATE = 1580
    ADDRESS_LABEL = 1581
    PORTRAIT = 1584
