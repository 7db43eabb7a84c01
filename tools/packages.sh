#!/usr/bin/env bash
# Makes sure that the tests have their Debian packages, or says what is missing: a real Chromium with
# fonts for every script and Mesa to draw its maps, PostgreSQL, nginx, tools that read PDFs and watch
# syncs.
set -euo pipefail
missing=()
need() { # a command or file, then the packages that bring it
  command -v "$1" >/dev/null || missing+=("${@:2}")
}
need chromium chromium
[ -n "$(compgen -G '/usr/lib/*/libEGL_mesa.so.0')" ] || missing+=(libegl1 libegl-mesa0)
[ -n "$(compgen -G '/usr/lib/*/dri/swrast_dri.so')" ] || missing+=(libgl1-mesa-dri)
if ! command -v fc-list >/dev/null; then
  missing+=(fontconfig fonts-noto-cjk fonts-noto-core)
else
  [ -n "$(fc-list ':lang=zh')" ] || missing+=(fonts-noto-cjk)
  [ -n "$(fc-list ':lang=ne')" ] || missing+=(fonts-noto-core)
fi
need /usr/lib/postgresql/15/bin/postgres postgresql-15
need pdftotext poppler-utils
need /usr/sbin/nginx nginx-light
need strace strace
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  # Servers are for the tests to start: at this run level none starts by being installed.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi
echo "The tests need these Debian packages: ${missing[*]}" >&2
echo "Install them with: sudo apt-get install ${missing[*]}" >&2
exit 1
