const sample = 64;

/**
 * Where an image stands after others came or went, told by the proportions of those that follow it: where it was, or moved by as many as there
 * are more or less. What cannot be told stays where it was.
 */
export function whereNow(before: Uint8Array, after: Uint8Array, index: number): number {
  const moved = index + after.length - before.length;
  const isThere = (place: number) => {
    if (place < 0 || place >= after.length) return false;
    for (let step = 0; step < sample && index + step < before.length; step++) if (before[index + step] !== after[place + step]) return false;
    return true;
  };
  return index > 0 && !isThere(index) && isThere(moved) ? moved : Math.min(index, Math.max(0, after.length - 1));
}
