"""Which services can be filed online, and who works on them, without a word of policy as well."""

from __future__ import annotations

from sqlalchemy import delete

from clerk_app.central.catalogue import Catalogue
from clerk_app.central.portal.services import PAY_WITHIN, PortalServices, portals_own
from clerk_app.central.portal.tables import PORTAL_POLICY, PORTAL_SERVICE
from tests.central.conftest import Running


def test_without_policy_the_first_office_works_and_three_days_are_waited(centre: Running) -> None:
    services = PortalServices(Catalogue("primerovo"), "primerovo", centre.clock)
    with centre.central.parts.database.write() as connection:
        assert services.policy(connection).office == "usluzni-centar"
        connection.execute(delete(PORTAL_POLICY))
        assert (services.policy(connection).office, services.policy(connection).pay_within) == ("mk-uzorno", PAY_WITHIN)


def test_a_definition_of_the_portals_own_is_found_by_its_version_alone(centre: Running) -> None:
    services = PortalServices(Catalogue("primerovo"), "primerovo", centre.clock)
    with centre.central.parts.database.write() as connection:
        service, office = services.service(connection, "parking-permit")
        assert (service.version, office) == (1, "usluzni-centar")
        assert services.version(connection, "parking-permit", 1) == service
        assert portals_own(connection, "primerovo", "parking-permit", 2) is None
        connection.execute(delete(PORTAL_SERVICE))
        assert services.version(connection, "parking-permit", 1) is None
