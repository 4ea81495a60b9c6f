#!/usr/bin/env bash
# British spelling of every English text that a reader sees; words of the field stand in words.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
needs=(hunspell hunspell-en-gb)
if ! command -v hunspell >/dev/null || [ ! -f /usr/share/hunspell/en_GB.dic ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null ||
    ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${needs[@]}" >/dev/null; }; then
    echo "The spell check needs ${needs[*]}: on Debian, sudo apt-get install ${needs[*]}" >&2
    exit 1
  fi
fi
found=$(.venv/bin/python tests/english.py | hunspell -l -i utf-8 -d en_GB -p "$PWD/tests/words.txt" | sort -u)
[ -z "$found" ] && exit 0
printf 'Not in the British dictionary; mend them, or add a word of the field to tests/words.txt:\n%s\n' "$found"
exit 1
