# Sourced by the other scripts: one way to speak, and one way to stop.

say() { printf '· %s\n' "$*" >&2; }

# stop "what is wrong" "the exact line to paste"
stop() {
  printf '\n%s\nPaste this line, then repeat the command:\n\n    %s\n\n' "$1" "$2" >&2
  exit 1
}

# Prints the prefix that makes a command run as root; fails where only a person can give that right.
as_root() {
  if [ "$(id -u)" = 0 ]; then return 0; fi
  sudo -n true 2>/dev/null && printf 'sudo -n'
}
