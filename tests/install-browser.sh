#!/bin/sh
# The browser stories need Debian's chromium: install it where this user may, else say why they will be skipped.
set -u
command -v chromium >/dev/null 2>&1 && exit 0

skipped() {
    echo "$1: the browser stories will be skipped."
    exit 0
}

[ "$(id -u)" = 0 ] || skipped "No chromium here, and only root may install it"
command -v apt-get >/dev/null 2>&1 || skipped "No chromium here, and no apt-get to install it"
echo "Installing chromium for the browser stories ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if apt-get update -qq >"$log" 2>&1 && apt-get install -y -qq --no-install-recommends chromium >"$log" 2>&1; then
    exit 0
fi
tail -n 3 "$log"
skipped "apt-get could not install chromium"
