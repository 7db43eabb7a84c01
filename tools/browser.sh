#!/usr/bin/env bash
# Makes sure that the tests have a real Chromium and fonts for every script, or says what is missing.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
if ! command -v fc-list >/dev/null; then
  missing+=(fontconfig fonts-noto-cjk fonts-noto-core)
else
  [ -n "$(fc-list ':lang=zh')" ] || missing+=(fonts-noto-cjk)
  [ -n "$(fc-list ':lang=ne')" ] || missing+=(fonts-noto-core)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi
echo "The tests need these Debian packages: ${missing[*]}" >&2
echo "Install them with: sudo apt-get install ${missing[*]}" >&2
exit 1
