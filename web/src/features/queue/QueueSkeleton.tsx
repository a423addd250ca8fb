import { Skeleton } from '@mantine/core';
import classes from './QueueList.module.css';

export function QueueSkeleton() {
  return (
    <div className={classes.list} aria-busy="true" aria-label="Loading the queue">
      {[0, 1, 2, 3, 4, 5].map(at => (
        <div key={at} className={classes.row}>
          <Skeleton width={64} height={64} />
          <div className={classes.words}>
            <Skeleton height={14} width={`${70 - at * 6}%`} mb={8} />
            <Skeleton height={12} width={`${34 - at * 2}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}
