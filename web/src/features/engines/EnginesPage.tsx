import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { enginesQuery, isUp } from '@/shared/engines/queries';
import type { Engine } from '@/shared/api/types';
import { plural } from '@/shared/format/words';
import { EmptyState } from '@/shared/ui/EmptyState';
import { HeadingButton } from '@/shared/ui/HeadingButton';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { ConnectHelp } from './ConnectHelp';
import { EngineCard } from './EngineCard';
import { EngineDrawer } from './EngineDrawer';
import classes from './EnginesPage.module.css';

export function EnginesPage() {
  const { data, error, refetch } = useQuery(enginesQuery);
  const [isOpen, setIsOpen] = useState(false);
  // Null for one to be added. Apart from being open: the drawer keeps its words while it slides out.
  const [edited, setEdited] = useState<Engine | null>(null);

  const open = (engine: Engine | null) => {
    setEdited(engine);
    setIsOpen(true);
  };

  if (!data && error)
    return (
      <Page title="Engines">
        <ProblemState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return (
    <Page title="Engines" summary={data && data.length > 0 && summaryOf(data)} actions={data && data.length > 0 && <HeadingButton icon={<IconPlus size={18} />} label="Add engine" onClick={() => open(null)} />}>
      <div className={classes.page}>
        {!data && <Loading />}
        {data?.length === 0 && (
          <EmptyState
            icon={<IconServer2 size={40} stroke={1.2} />}
            title="No engine yet"
            action={
              <Button leftSection={<IconPlus size={18} />} onClick={() => open(null)}>
                Add engine
              </Button>
            }
          >
            Engines are the ComfyUI servers that render. What you ask for waits until there is one.
          </EmptyState>
        )}
        <ul className={classes.list}>
          {data?.map(engine => (
            <li key={engine.id}>
              <EngineCard engine={engine} onEdit={() => open(engine)} />
            </li>
          ))}
        </ul>
        {data && <ConnectHelp />}
      </div>
      <EngineDrawer engine={edited} knownTags={tagsOf(data ?? [])} isOpen={isOpen} onClose={() => setIsOpen(false)} />
    </Page>
  );
}

function Loading() {
  return (
    <div className={classes.list} aria-label="Loading the engines" role="status">
      <Skeleton height={280} radius="lg" />
      <Skeleton height={280} radius="lg" />
    </div>
  );
}

const summaryOf = (engines: Engine[]) => `${plural(engines.length, 'engine')}, ${engines.filter(isUp).length} up`;

const tagsOf = (engines: Engine[]) => [...new Set(engines.flatMap(engine => engine.tags))].toSorted();
