import type { Engine } from '@/shared/api/types';
import { bytes } from '@/shared/format/words';
import classes from './DeviceBar.module.css';

type Device = Engine['devices'][number];

/** How full a device's memory is. */
export function DeviceBar({ device }: { device: Device }) {
  const used = Math.max(0, device.vramTotal - device.vramFree);
  const fraction = device.vramTotal > 0 ? used / device.vramTotal : 0;
  return (
    <div className={classes.device}>
      <span className={classes.name} title={device.name}>{shortName(device.name)}</span>
      <span className={classes.memory}>{bytes(used)} of {bytes(device.vramTotal)}</span>
      <div
        role="meter"
        aria-label={`Memory of ${shortName(device.name)} in use`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(fraction * 100)}
        className={classes.track}
      >
        <div className={classes.fill} style={{ transform: `scaleX(${fraction})` }} data-full={fraction > 0.92 || undefined} />
      </div>
    </div>
  );
}

/** "cuda:0 NVIDIA GeForce RTX 4090 : cudaMallocAsync" is what engines say; the card is what people look for. */
export const shortName = (name: string) => name.replace(/^cuda:\d+\s+/, '').replace(/\s*:\s*(cudaMallocAsync|native)$/, '');
