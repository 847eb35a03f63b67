// Writes VENDOR.json: which package, version and licence each built file comes from, and its sha256.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const destination = process.argv[2];
const own = JSON.parse(readFileSync("package.json"));

const SOURCES = [
  [/^app\.css$/, ["govuk-frontend", "zwiespraak-frontend"]],
  [/^(app\.js|editing\.js|mark\.svg)$/, ["zwiespraak-frontend"]],
  [/^fonts\/|fira-sans/, ["@fontsource/fira-sans"]],
  [/markdown-toolbar/, ["@github/markdown-toolbar-element"]],
  [/govuk-frontend/, ["govuk-frontend"]],
];

function describe(name) {
  const manifest = name === own.name ? own : JSON.parse(readFileSync(join("node_modules", name, "package.json")));
  return { package: name, version: manifest.version, licence: manifest.license };
}

function packagesOf(file) {
  const source = SOURCES.find(([pattern]) => pattern.test(file));
  if (!source) throw new Error(`${file}: vendor.mjs does not say which package it comes from`);
  return source[1];
}

const files = readdirSync(destination, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "VENDOR.json")
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(destination, "/").length))
  .sort();
const listed = files.map((file) => ({
  file,
  sha256: createHash("sha256").update(readFileSync(join(destination, file))).digest("hex"),
  packages: packagesOf(file).map(describe),
}));
writeFileSync(join(destination, "VENDOR.json"), JSON.stringify({ builtWith: describe("sass"), files: listed }, null, 2) + "\n");
