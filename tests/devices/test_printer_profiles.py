from clerk_app.devices.printer_profiles import PrinterProfile, load_profiles
from tests.devices.samples import RESOURCES


def test_the_kinds_that_ship():
    kinds = load_profiles(RESOURCES / "printers.toml")
    assert kinds["generic-80"] == PrinterProfile(
        name="generic-80", dots=576, band_rows=64, status=True, proof=("process_id", "sensor")
    )
    assert kinds["generic-58"].dots == 384
    assert all(kind.dots % 8 == 0 and 0 < kind.band_rows <= 2047 for kind in kinds.values())
