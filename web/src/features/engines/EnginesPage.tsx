import { useQuery } from '@tanstack/react-query';
import { IconServer2 } from '@tabler/icons-react';
import { enginesQuery } from '@/shared/engines/queries';
import { plural } from '@/shared/format/words';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { ConnectHelp } from './ConnectHelp';
import { EngineCard } from './EngineCard';
import classes from './EnginesPage.module.css';

export function EnginesPage() {
  const { data, error, refetch } = useQuery(enginesQuery);

  if (!data && error)
    return (
      <Page title="Engines">
        <ProblemState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return (
    <Page title="Engines" summary={data && data.length > 0 && plural(data.length, 'engine')}>
      <div className={classes.page}>
        {data?.length === 0 && (
          <EmptyState icon={<IconServer2 size={40} stroke={1.2} />} title="No engine is configured">
            What you ask for waits until there is one.
          </EmptyState>
        )}
        <ul className={classes.list}>
          {data?.map(engine => (
            <li key={engine.id}>
              <EngineCard engine={engine} />
            </li>
          ))}
        </ul>
        {data && <ConnectHelp />}
      </div>
    </Page>
  );
}
