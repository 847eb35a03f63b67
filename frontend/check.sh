#!/bin/sh
# Rebuilds into a temporary folder and fails when one byte differs from what is committed.
set -eu
cd "$(dirname "$0")"
rebuilt=$(mktemp -d)
trap 'rm -rf "$rebuilt"' EXIT

./build.sh "$rebuilt/static"
if ! diff -r "$rebuilt/static" ../server/web/static; then
    echo "server/web/static differs from what frontend/build.sh makes: run it and commit the result" >&2
    exit 1
fi
echo "server/web/static is what frontend/build.sh makes"
