import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TemplateVersion } from '@/shared/api/types';
import { moment, plural } from '@/shared/format/words';
import { GraphView } from '@/shared/graph/GraphView';
import { Dialog } from '@/shared/ui/Dialog';
import { ProblemState } from '@/shared/ui/ProblemState';
import { versionQuery } from './api';
import { marksOf } from './editor/draft';
import classes from './VersionDialog.module.css';

type Props = { id: string; entry: TemplateVersion; isBusy: boolean; onTakeBack: () => void; onClose: () => void };

/** One version as it was saved: its graph, with what its form filled marked. */
export function VersionDialog({ id, entry, isBusy, onTakeBack, onClose }: Props) {
  const { data, error, refetch } = useQuery(versionQuery(id, entry.version));
  return (
    <Dialog title={`${entry.title}, as of ${moment(entry.savedAt)}`} fullScreen onClose={onClose}>
      <div className={classes.head}>
        <span>{data && `${plural(data.slots.length, 'field')}, ${plural(Object.keys(data.graph).length, 'node')}`}</span>
        <Button size="sm" leftSection={<IconArrowBackUp size={16} stroke={1.6} />} disabled={!data} loading={isBusy} onClick={onTakeBack}>
          Take this one back
        </Button>
      </div>
      {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.graph}>
          <GraphView graph={data.graph} marks={marksOf(data.slots)} label={`Graph of version ${entry.version}`} />
        </div>
      )}
    </Dialog>
  );
}
