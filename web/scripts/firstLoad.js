// What a browser must fetch before Generate works, compressed, against the budget. Run after a build.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 250_000;
const assets = new URL('../dist/assets/', import.meta.url);
const seen = new Set();

function follow(file) {
  if (seen.has(file)) return;
  seen.add(file);
  const text = readFileSync(new URL(file, assets), 'utf8');
  for (const [, name] of text.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) follow(name);
}

const page = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8');
for (const [, name] of page.matchAll(/assets\/([^"]+\.js)/g)) follow(name);
for (const name of readdirSync(assets)) if (/^GeneratePage-.*\.js$/.test(name)) follow(name);

const size = [...seen].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, assets))).length, 0);
console.log(`First load: ${(size / 1000).toFixed(0)} kB of script in ${seen.size} files (budget ${budget / 1000} kB).`);
if (size > budget) process.exitCode = 1;
