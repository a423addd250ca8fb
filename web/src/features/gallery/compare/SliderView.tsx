import { useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import type { ImageDetail } from '@/shared/api/types';
import classes from './Compare.module.css';

/** Two images in one place, with an edge between them that is moved. */
export function SliderView({ images: [first, second] }: { images: readonly ImageDetail[] }) {
  const [edge, setEdge] = useState(50);
  if (!first || !second) return null;
  return (
    <div className={classes.slider}>
      <div className={classes.both} style={{ aspectRatio: `${first.width} / ${first.height}` }}>
        <img src={assetUrl(first.url)} alt={first.prompt ?? first.fileName} />
        <img src={assetUrl(second.url)} alt={second.prompt ?? second.fileName} style={{ clipPath: `inset(0 0 0 ${edge}%)` }} />
        <span className={classes.edge} style={{ left: `${edge}%` }} aria-hidden />
        <input type="range" min={0} max={100} step={0.5} value={edge} aria-label="Edge between A and B" onChange={event => setEdge(Number(event.currentTarget.value))} />
      </div>
    </div>
  );
}
