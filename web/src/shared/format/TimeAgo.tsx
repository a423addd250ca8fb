import { ago, moment } from './words';
import { useNow } from './useNow';

/** "3 minutes ago", with the exact time on hover: the browser's own hint, for a long list has many of these. */
export function TimeAgo({ time }: { time: string }) {
  const now = useNow();
  return (
    <time dateTime={time} title={moment(time)}>
      {ago(time, now)}
    </time>
  );
}
