/** Widths of a cell in pixels. */
export const sizes = [48, 72, 96, 128, 168, 220, 288, 380, 512] as const;
export const usualZoom = (isPhone: boolean) => (isPhone ? 3 : 4);
export const sizeOf = (zoom: number) => sizes[Math.max(0, Math.min(sizes.length - 1, zoom))] ?? sizes[0];
