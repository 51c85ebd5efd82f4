"""Every register by the code of its record: one line each."""

from __future__ import annotations

from clerk_app.central.registers import civil, dues, holdings, interior, justice, work
from clerk_app.central.registers.reply import Register

REGISTERS: dict[str, Register] = {
    "mkr": civil.births,
    "mkv": civil.marriages,
    "mku": civil.deaths,
    "drz": civil.citizenship,
    "preb": interior.residence,
    "lk": interior.documents,
    "vozilo": interior.vehicles,
    "kazn": interior.convictions,
    "porez": dues.taxes,
    "lpa": dues.local_revenue,
    "pio": work.pensions,
    "nsz": work.unemployment,
    "croso": work.insurance,
    "rgz": holdings.land,
    "apr": holdings.business,
    "sud": justice.court,
}
