#!/usr/bin/env bash
# Installs the system packages that are missing, or prints the line that does. usage: system.sh [run|test]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"
source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

if [ -n "${SKIP_SYSTEM:-}" ]; then say "system packages: skipped, as SKIP_SYSTEM asks"; exit 0; fi
if ! command -v apt-get >/dev/null; then
  say "no apt here: Qt's xcb libraries, libpcsclite, gcc and swig must come from your own package system"
  exit 0
fi

wanted=("${run_packages[@]}")
if ! compgen -G ".venv/lib/python3*/site-packages/smartcard" >/dev/null; then wanted+=("${build_packages[@]}"); fi
if [ "${1:-run}" = test ]; then wanted+=("${test_packages[@]}"); fi

# A package counts as there under its own name or under the one that now provides it (libglib2.0-0t64).
installed="$(dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Provides}\n' | sed -n 's/^ii *//p' | tr ' ,' '\n')"
missing=()
for package in "${wanted[@]}"; do
  grep -qxF "$package" <<<"$installed" || missing+=("$package")
done
if [ ${#missing[@]} = 0 ]; then exit 0; fi

line="apt-get install --no-install-recommends -y ${missing[*]}"
root="$(as_root)" || stop "System packages are missing, and this account may not install them." "sudo $line"

say "system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log="$(mktemp)"
# The tests start what they need by themselves: nothing that is installed for them may begin to listen on this machine.
no_services=/usr/sbin/policy-rc.d
ours=
if [ ! -e "$no_services" ]; then
  ours=yes
  $root sh -c "printf '#!/bin/sh\nexit 101\n' >'$no_services' && chmod 755 '$no_services'"
fi
trap 'rm -f "$log"; if [ -n "$ours" ]; then $root rm -f "$no_services"; fi' EXIT
# An old package list names versions that are gone: refresh it only when the first attempt fails.
# A foreign source that does not answer must not stop us, so the outcome of the refresh is not asked.
if ! $root env DEBIAN_FRONTEND=noninteractive $line >"$log" 2>&1; then
  $root apt-get update >>"$log" 2>&1 || true
  $root env DEBIAN_FRONTEND=noninteractive $line >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; stop "apt could not install the system packages." "sudo apt-get update; sudo $line"; }
fi
