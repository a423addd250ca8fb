import { Tooltip } from '@mantine/core';
import { ago, moment } from './words';
import { useNow } from './useNow';

/** "3 minutes ago", with the exact time on hover. */
export function TimeAgo({ time }: { time: string }) {
  const now = useNow();
  return (
    <Tooltip label={moment(time)}>
      <time dateTime={time}>{ago(time, now)}</time>
    </Tooltip>
  );
}
