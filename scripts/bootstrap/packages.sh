# Sourced: Debian packages by purpose. Names hold for Debian 12, 13 and Ubuntu 22.04, 24.04.

# Qt's xcb and offscreen platforms, and the smart-card library that pyscard opens at run time.
run_packages=(
  ca-certificates libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libpcsclite1 libx11-xcb1 libxcb-cursor0
  libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1
  libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0
)

# pyscard has no wheel for Linux: only while .venv lacks it.
build_packages=(gcc libc6-dev libpcsclite-dev pkg-config swig)

# A virtual card reader, a token for signatures in software, a virtual screen, a keyring in a D-Bus session, a PDF
# reader that is not ours, a browser for the operator's page, a pooler for PostgreSQL, and proxies that offices have.
test_packages=(
  chromium chromium-driver dbus dbus-x11 gnome-keyring nginx-light pcscd pgbouncer poppler-utils softhsm2 tinyproxy
  vsmartcard-vpcd xauth xdotool xvfb
)
