/** How the picture lies in the stage: scaled about its middle, then moved. Scale 1 fits it into the stage. */
export type Zoom = { scale: number; x: number; y: number };

export type Box = { width: number; height: number };

export const fitted: Zoom = { scale: 1, x: 0, y: 0 };

const closest = 12;

/** The largest size of the picture that fits the stage, never beyond its own pixels. */
export function fitInto(picture: Box, stage: Box): Box {
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/** Zooms by `factor` so that the point under the cursor (from the stage's middle) stays where it is. */
export function zoomAt(zoom: Zoom, factor: number, point: { x: number; y: number }, picture: Box, stage: Box): Zoom {
  const scale = Math.min(closest, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  const moved = { scale, x: point.x - (point.x - zoom.x) * grown, y: point.y - (point.y - zoom.y) * grown };
  return keepInSight(moved, picture, stage);
}

/** No edge of the picture comes further in than the stage's edge. */
export function keepInSight(zoom: Zoom, picture: Box, stage: Box): Zoom {
  const fit = fitInto(picture, stage);
  const reach = (drawn: number, room: number) => Math.max(0, (drawn * zoom.scale - room) / 2);
  const clamp = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));
  return { scale: zoom.scale, x: clamp(zoom.x, reach(fit.width, stage.width)), y: clamp(zoom.y, reach(fit.height, stage.height)) };
}

/** The scale at which one pixel of the picture is one pixel of the stage. */
export const naturalScale = (picture: Box, stage: Box) => picture.width / fitInto(picture, stage).width;
