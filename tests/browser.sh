#!/usr/bin/env bash
# Make sure that a Chromium and a Chinese font are there: the system's, else by apt where that is
# possible, else one clear line.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
if ! command -v fc-list >/dev/null || [ -z "$(fc-list ':lang=zh-cn' family 2>/dev/null)" ]; then missing+=(fontconfig fonts-noto-cjk); fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null; then
    exit 0
  fi
fi
echo "The browser tests need ${missing[*]}: on Debian, sudo apt-get install ${missing[*]}" >&2
exit 1
