"""Two people who do not exist, and their cards."""

from pathlib import Path

from clerk_app.devices.card_image import card_image
from clerk_app.domain.people import Address, IdDocument, Person

RESOURCES = Path(__file__).parents[2] / "resources" / "devices"
PORTRAIT = (RESOURCES / "portrait.jpg").read_bytes()
SHORT_PORTRAIT = PORTRAIT[:300]

PERA = Person(
    id_kind="jmbg",
    id_number="0101990900011",
    surname="Примерић",
    given_name="Пера",
    parent_name="Мика",
    sex="m",
    birth_date="1990-01-01",
    birth_place="Узорград",
    address=Address(
        state="SRB",
        municipality="УЗОРГРАД",
        place="ПРОБНО",
        street="ПРИМЕРНА",
        number="12",
        letter="А",
        entrance="2",
        floor="3",
        apartment="7",
    ),
    document=IdDocument(
        kind="id_card", number="000123456", issuer="ПУ УЗОРГРАД", issued="2020-02-03", expires="2030-02-03"
    ),
    source="card",
)

LJUBICA = Person(
    id_kind="jmbg",
    id_number="3112985985018",
    surname="Probić-Uzorić",
    given_name="Љубица",
    sex="f",
    birth_date="1985-12-31",
    address=Address(state="SRB", municipality="PROBA", place="PROBA", street="UZORNA", number="1"),
    document=IdDocument(kind="id_card", number="000654321", issuer="PS PROBA", issued="2021-05-06"),
    source="card",
)

PERAS_CARD = card_image(PERA, PORTRAIT, address_since="2015-06-07")
LJUBICAS_CARD = card_image(LJUBICA, SHORT_PORTRAIT)
