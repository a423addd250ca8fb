import { Skeleton } from '@mantine/core';
import classes from './Skeletons.module.css';

const widths = [2, 3, 2.4, 1.5, 2, 2.6, 3, 1.6, 2.2, 2.8, 1.7, 2.3];

export function Skeletons() {
  return (
    <div className={classes.skeletons} role="status" aria-label="Loading images">
      {widths.map((width, at) => (
        <Skeleton key={at} className={classes.one ?? ''} style={{ flexGrow: width, flexBasis: width * 90 }} radius={0} />
      ))}
    </div>
  );
}
