#!/usr/bin/env bash
# Debian's Chromium, which the drills of the lab's page drive.
#
#   chromium.sh install       by apt-get (root); nothing else here installs anything
set -euo pipefail

[ "${1:-}" = install ] || { sed -n '2,4p' "$0" >&2; exit 2; }
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core
