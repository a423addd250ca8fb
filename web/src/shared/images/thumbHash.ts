/** A blurred picture from the few bytes of a ThumbHash, before anything was loaded. */

const side = 16;

type Channel = { mean: number; across: number; down: number; terms: Float64Array };

/** As many as are scrolled past in one go; painting one takes longer than drawing its place. */
const mostPainted = 2_000;
const painted = new Map<string, string | null>();

/** A tiny bitmap as an address, or null for what is no ThumbHash. */
export function blurUrl(base64: string | null): string | null {
  if (base64 === null) return null;
  const known = painted.get(base64);
  if (known !== undefined) return known;
  const hash = bytesOf(base64);
  const url = hash && hash.length >= 6 ? bitmapUrl(paint(hash)) : null;
  if (painted.size >= mostPainted) painted.clear();
  painted.set(base64, url);
  return url;
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Lightness, yellow against blue, red against green: each a mean and a few cosine terms in four bits. */
function channelsOf(hash: Uint8Array): [Channel, Channel, Channel] {
  const at = (index: number) => hash[index] ?? 0;
  const first = at(0) | (at(1) << 8) | (at(2) << 16);
  const second = at(3) | (at(4) << 8);
  const hasAlpha = first >> 23 !== 0;
  const isWide = second >> 15 !== 0;
  const most = hasAlpha ? 5 : 7;
  const few = second & 7;

  let nibble = (hasAlpha ? 6 : 5) * 2;
  const read = (mean: number, across: number, down: number, scale: number): Channel => {
    const terms: number[] = [];
    for (let y = 0; y < down; y++)
      for (let x = y === 0 ? 1 : 0; x * down < across * (down - y); x++, nibble++) terms.push((((at(nibble >> 1) >> ((nibble & 1) * 4)) & 15) / 7.5 - 1) * scale);
    return { mean, across, down, terms: Float64Array.from(terms) };
  };
  return [
    read((first & 63) / 63, Math.max(3, isWide ? most : few), Math.max(3, isWide ? few : most), ((first >> 18) & 31) / 31),
    read(((first >> 6) & 63) / 31.5 - 1, 3, 3, (((second >> 3) & 63) / 63) * 1.25),
    read(((first >> 12) & 63) / 31.5 - 1, 3, 3, (((second >> 9) & 63) / 63) * 1.25),
  ];
}

const waves = Array.from({ length: 7 }, (_, wave) => Float64Array.from({ length: side }, (__, at) => Math.cos((Math.PI / side) * (at + 0.5) * wave)));
const wave = (frequency: number, at: number) => waves[frequency]?.[at] ?? 0;

function valueAt({ mean, across, down, terms }: Channel, x: number, y: number): number {
  let value = mean;
  let term = 0;
  for (let v = 0; v < down; v++)
    for (let u = v === 0 ? 1 : 0; u * down < across * (down - v); u++) value += 2 * (terms[term++] ?? 0) * wave(u, x) * wave(v, y);
  return value;
}

/** Blue, green, red; rows from below, as a bitmap has them. */
function paint(hash: Uint8Array): Uint8Array {
  const [light, yellowBlue, redGreen] = channelsOf(hash);
  const pixels = new Uint8Array(side * side * 3);
  let place = 0;
  for (let y = side - 1; y >= 0; y--)
    for (let x = 0; x < side; x++) {
      const l = valueAt(light, x, y);
      const blue = l - (2 / 3) * valueAt(yellowBlue, x, y);
      const q = valueAt(redGreen, x, y);
      const red = (3 * l - blue + q) / 2;
      for (const channel of [blue, red - q, red]) pixels[place++] = Math.round(255 * Math.min(1, Math.max(0, channel)));
    }
  return pixels;
}

function bitmapUrl(pixels: Uint8Array): string {
  const head = new DataView(new ArrayBuffer(54));
  head.setUint16(0, 0x424d);
  head.setUint32(2, 54 + pixels.length, true);
  head.setUint32(10, 54, true);
  head.setUint32(14, 40, true);
  head.setInt32(18, side, true);
  head.setInt32(22, side, true);
  head.setUint16(26, 1, true);
  head.setUint16(28, 24, true);
  const bytes = [...new Uint8Array(head.buffer), ...pixels];
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...bytes))}`;
}
