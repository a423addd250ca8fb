import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { assetUrl } from '@/shared/api/baseUrl';
import { toProblem } from '@/shared/api/problem';
import { bytes } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { exportFileUrl, exportsQuery, removeExport } from '../api';
import type { StoryExport } from '../types';
import classes from './Exports.module.css';
import { exportKinds } from './kinds';

const pace = 500;
const isUnderway = ({ state }: StoryExport) => state === 'queued' || state === 'running';

/** Exports that are being made, and those that are done, until they are put away. */
export function ExportList({ storyId }: { storyId: string }) {
  const queries = useQueryClient();
  const { data = [] } = useQuery({
    ...exportsQuery(storyId),
    refetchInterval: query => (query.state.data?.some(isUnderway) ? pace : false),
    // What was begun on another device is seen by whoever comes back to this one.
    refetchOnWindowFocus: 'always',
    retry: false,
  });
  const shown = data.filter(({ state }) => state !== 'cancelled');
  if (shown.length === 0) return null;

  const remove = async ({ id }: StoryExport) => {
    try {
      await removeExport(id);
    } catch (error) {
      notifications.show({ color: 'red', title: 'That did not work', message: toProblem(error).message });
    }
    await queries.invalidateQueries({ queryKey: exportsQuery(storyId).queryKey });
  };
  return (
    <ul className={classes.list} aria-label="Exports">
      {shown.map(item => (
        <li key={item.id} className={classes.item} data-state={item.state}>
          {item.state === 'done' && <IconCircleCheck size={18} stroke={1.6} aria-hidden />}
          {item.state === 'failed' && <IconAlertTriangle size={18} stroke={1.6} aria-hidden />}
          <span className={classes.words}>
            <strong>{exportKinds[item.kind].title}</strong>
            <span>{wordsOf(item)}</span>
          </span>
          {isUnderway(item) && <ProgressBar fraction={item.total > 0 && item.state === 'running' ? item.done / item.total : null} label={`Making ${exportKinds[item.kind].title}`} />}
          {item.state === 'done' && (
            <Button component="a" size="compact-sm" variant="light" leftSection={<IconDownload size={15} stroke={1.6} />} href={assetUrl(exportFileUrl(item.id))} download={item.fileName}>
              Download
            </Button>
          )}
          <Hint label={isUnderway(item) ? 'Cancel' : 'Put away'}>
            <ActionIcon size={28} aria-label={isUnderway(item) ? `Cancel ${exportKinds[item.kind].title}` : `Put ${exportKinds[item.kind].title} away`} onClick={() => void remove(item)}>
              <IconX size={15} stroke={1.8} />
            </ActionIcon>
          </Hint>
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ state, done, total, bytes: size, fileName, problem, warnings }: StoryExport): string {
  switch (state) {
    case 'queued':
      return 'Waits for its turn';
    case 'running':
      return total > 0 ? `${Math.round((done / total) * 100)} %` : 'Begins';
    case 'failed':
      return problem ?? 'It failed.';
    default:
      return [`${fileName} · ${bytes(size)}`, ...warnings].join('. ');
  }
}
