#!/bin/sh
# The browser stories need Debian's chromium: install it where this user may, else say why they will be skipped.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium for the browser stories ..."
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
    echo "chromium could not be installed with apt-get: browser stories will be skipped."
    exit 0
fi
echo "No chromium here, and it cannot be installed without root and apt-get: browser stories will be skipped."
