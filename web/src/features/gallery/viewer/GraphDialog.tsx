import { useQuery } from '@tanstack/react-query';
import { ProblemError } from '@/shared/api/problem';
import { GraphView } from '@/shared/graph/GraphView';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Dialog } from '@/shared/ui/Dialog';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ProblemState } from '@/shared/ui/ProblemState';
import { graphQuery } from '../api';
import classes from './GraphDialog.module.css';

/** The graph that made an image, as ComfyUI ran it. */
export function GraphDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(graphQuery(id));
  const isUnknown = error instanceof ProblemError && error.status === 404;
  return (
    <Dialog title="The graph that made it" fullScreen onClose={onClose}>
      {isUnknown && <EmptyState title="This file holds no graph">It was made by another program, or its metadata was taken off.</EmptyState>}
      {error && !isUnknown && <ProblemState error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <div className={classes.head}>
            <CopyButton text={JSON.stringify(data, null, 2)} label="Copy the graph as ComfyUI reads it" isNamed />
          </div>
          <div className={classes.graph}>
            <GraphView graph={data} marks={[]} label="Graph of this image" />
          </div>
        </>
      )}
    </Dialog>
  );
}
