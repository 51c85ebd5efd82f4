#!/usr/bin/env bash
# Prints the path of a uv that works: the system's, or our own in .tools.
# usage: uv.sh [PYTHON]     PYTHON may serve to make .tools where the system's Python has no venv module
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

works() { "$1" --version >/dev/null 2>&1; }

for candidate in .tools/bin/uv "$(command -v uv || true)"; do
  if [ -n "$candidate" ] && works "$candidate"; then printf '%s\n' "$candidate"; exit 0; fi
done

makes_venv() { [ -n "$1" ] && "$1" -c 'import ensurepip, venv' 2>/dev/null; }

host=""
for candidate in "${1:-}" python3 /usr/bin/python3; do
  if makes_venv "$candidate"; then host="$candidate"; break; fi
done
if [ -z "$host" ]; then
  line="apt-get install --no-install-recommends -y python3-venv"
  root="$(as_root)" || stop "Python's venv module is missing, and this account may not install it." "sudo $line"
  say "system packages: python3-venv"
  { $root env DEBIAN_FRONTEND=noninteractive $line ||
    { $root apt-get update; $root env DEBIAN_FRONTEND=noninteractive $line; }; } >/dev/null 2>&1 ||
    stop "apt could not install Python's venv module." "sudo apt-get update; sudo $line"
  host=/usr/bin/python3
fi

say "uv: into .tools"
rm -rf .tools
"$host" -m venv .tools >&2
.tools/bin/python -m pip install --quiet --quiet --disable-pip-version-check 'uv>=0.9' >&2 ||
  stop "uv could not be installed: is there a line to the package index?" ".tools/bin/python -m pip install uv"
works .tools/bin/uv || stop "uv was installed but does not run on this machine." "rm -rf .tools"
printf '%s\n' .tools/bin/uv
