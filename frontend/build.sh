#!/bin/sh
# Builds the style sheet, fonts, script and licences; the result is committed, so that nobody needs Node to install or run.
# Use: frontend/build.sh [DESTINATION], by default server/web/static.
set -eu
cd "$(dirname "$0")"
destination=${1:-../server/web/static}

npm ci --ignore-scripts --omit=optional --no-audit --no-fund --silent
rm -rf "$destination/fonts" "$destination/licences"
mkdir -p "$destination/fonts" "$destination/licences"

node node_modules/sass/sass.js --no-source-map --style=compressed --load-path=node_modules src/main.scss "$destination/app.css"
cp src/mark.svg "$destination/"
# One file, as one request is quicker than two.
cat src/app.js src/kept-text.js src/taking-part.js src/watching.js src/suggesting.js > "$destination/app.js"
# Only for the editing page of a paragraph: readers do not wait for it.
cat src/kept-text.js src/editing.js > "$destination/editing.js"
cp node_modules/@github/markdown-toolbar-element/dist/index.js "$destination/markdown-toolbar.js"

# Italics only in the ordinary weight and without latin-ext: they mark foreign words in the text, which is Dutch or German.
for cut in latin-400-normal latin-600-normal latin-ext-400-normal latin-ext-600-normal latin-400-italic; do
    cp "node_modules/@fontsource/fira-sans/files/fira-sans-$cut.woff2" "$destination/fonts/"
done

cp licences/govuk-frontend.txt "$destination/licences/"
cp node_modules/@fontsource/fira-sans/LICENSE "$destination/licences/fira-sans.txt"
cp node_modules/@github/markdown-toolbar-element/LICENSE "$destination/licences/markdown-toolbar.txt"
node vendor.mjs "$destination"
