import { useQuery } from '@tanstack/react-query';
import { enginesQuery } from '@/shared/engines/queries';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import classes from './EnginesPage.module.css';

export function EnginesPage() {
  const { data, error, refetch } = useQuery(enginesQuery);

  if (!data && error) return <ProblemState error={error} onRetry={() => void refetch()} />;
  return (
    <Page title="Engines">
      {data?.length === 0 && <EmptyState title="No engines">Point the studio at a ComfyUI with COMFYUI_URL.</EmptyState>}
      <ul className={classes.list}>
        {data?.map(engine => (
          <li key={engine.id} className={classes.engine}>
            <strong>{engine.name}</strong> <span>{engine.status}</span>
            <p>{engine.problem ?? engine.address}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
