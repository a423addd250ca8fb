// A gallery of any number of small images that tell how they were made, to measure with: node scripts/fillGallery.js <folder> [count]
// A hundred days, four shapes, forty models; each picture is another one. What is there already stays.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const [folder, count = '100000'] = process.argv.slice(2);
if (!folder) throw new Error('Say which folder.');

const shapes = [[48, 48], [64, 48], [48, 64], [80, 45]];
const words = 'lighthouse dusk film grain harbor fog portrait fox snow neon alley rain temple forest river bridge market lantern desert dune castle storm violet amber teal copper quiet bright ancient modern tiny vast'.split(' ');
const day = 24 * 60 * 60;
const now = Math.floor(Date.now() / 1_000);

for (let index = 0; index < Number(count); index++) {
  const age = Math.floor((index * 100) / Number(count));
  const at = now - age * day - (index % 40_000);
  const into = join(folder, `day-${String(age).padStart(3, '0')}`);
  mkdirSync(into, { recursive: true });
  const path = join(into, `${String(index).padStart(6, '0')}.png`);
  writeFileSync(path, png(index));
  utimesSync(path, at, at);
}

function png(index) {
  const [width, height] = shapes[index % shapes.length];
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set([(index * 7 + x * 3) & 255, (index * 13 + y * 3) & 255, ((index >> 8) * 29 + x + y) & 255], y * (width * 3 + 1) + 1 + x * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('tEXt', Buffer.from(`parameters\0${parameters(index, width, height)}`)), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function parameters(index, width, height) {
  const prompt = Array.from({ length: 24 }, (_, at) => words[(index * (at + 3) + at * at) % words.length]).join(' ');
  return `${prompt}\nNegative prompt: blurry\nSteps: ${20 + (index % 20)}, Sampler: Euler a, CFG scale: 7, Seed: ${index}, Size: ${width}x${height}, Model: model-${index % 40}`;
}

function chunk(type, data) {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const numbers = [Buffer.alloc(4), Buffer.alloc(4)];
  numbers[0].writeUInt32BE(data.length);
  numbers[1].writeUInt32BE(crc32(typed));
  return Buffer.concat([numbers[0], typed, numbers[1]]);
}
