// The rival: sharp, one libvips thread an image and so many images at once, as its documentation advises for servers.
// Reads folders and settings as arguments; prints "ready", waits for a line, makes the thumbnails, prints "done", waits for a line.
import { readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { createInterface } from "node:readline";
import sharp from "sharp";

const [from, to, threads, side, quality, effort, warmUps] = process.argv.slice(2);
const files = readdirSync(from).sort();
sharp.cache(false);
sharp.concurrency(1);

function make(file) {
  return sharp(join(from, file), { sequentialRead: true, failOn: "error" })
    .rotate()
    .resize({ width: +side, height: +side, fit: "inside", withoutEnlargement: true })
    .webp({ quality: +quality, effort: +effort })
    .toFile(join(to, `${parse(file).name}.webp`));
}

async function makeAll(names) {
  let next = 0;
  const worker = async () => {
    while (next < names.length) await make(names[next++]);
  };
  await Promise.all(Array.from({ length: +threads }, worker));
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
await makeAll(files.slice(0, +warmUps));
console.log("ready");
await lines.next();
await makeAll(files);
console.log("done");
await lines.next();
process.exit(0);
