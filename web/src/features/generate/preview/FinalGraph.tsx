import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import type { GraphPreview, Template } from '@/shared/api/types';
import { GraphView } from '@/shared/graph/GraphView';
import { CopyButton } from '@/shared/ui/CopyButton';
import { Dialog } from '@/shared/ui/Dialog';
import { ProblemState } from '@/shared/ui/ProblemState';
import { toRequest, type Settings } from '@/shared/forms/settings';
import classes from './FinalGraph.module.css';

type Props = { settings: Settings; template: Template; onClose: () => void };

/** The graph that these settings would send, with what they fill marked. Nothing is queued. */
export function FinalGraph({ settings, template, onClose }: Props) {
  const request = toRequest(settings, template);
  const { data, error, refetch } = useQuery({
    queryKey: ['generate', 'preview', request],
    queryFn: ({ signal }) => api.post<GraphPreview>('/api/generations/preview', request, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return (
    <Dialog title="What would be sent" fullScreen onClose={onClose}>
      {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className={classes.wait}>Putting the values into the graph…</p>}
      {data && (
        <>
          <div className={classes.facts}>
            <span>
              <i aria-hidden /> filled by the form
            </span>
            {data.seeds.length > 0 && <span>Seed {data.seeds[0]}</span>}
            <CopyButton text={JSON.stringify(data.graph, null, 2)} label="Copy the graph as ComfyUI reads it" />
          </div>
          {data.warnings.length > 0 && (
            <ul className={classes.warnings}>
              {data.warnings.map(({ field, message }) => (
                <li key={field + message}>{message}</li>
              ))}
            </ul>
          )}
          <div className={classes.graph}>
            <GraphView graph={data.graph} marks={data.marks} label={`Graph of ${template.title}`} />
          </div>
        </>
      )}
    </Dialog>
  );
}
