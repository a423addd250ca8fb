import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { assetUrl } from '@/shared/api/baseUrl';
import type { Template } from '@/shared/api/types';
import { preflightQuery } from '@/shared/templates/queries';
import { TemplatePicture } from '@/shared/templates/TemplatePicture';
import { ProblemState } from '@/shared/ui/ProblemState';
import { Sheet } from '@/shared/ui/Sheet';
import { exportUrl } from './api';
import { EngineReadiness } from './EngineReadiness';
import { OwnActions } from './OwnActions';
import classes from './TemplateDrawer.module.css';
import { Versions } from './Versions';

type Props = { template: Template | null; onClose: () => void };

/** What a template makes and needs, and what can be done with it. */
export function TemplateDrawer({ template, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Sheet title={template?.title ?? ''} isOpen={template !== null} position={isPhone ? 'bottom' : 'right'} size={isPhone ? '88%' : 460} onClose={onClose}>
      {template && <Contents key={template.id} template={template} onClose={onClose} />}
    </Sheet>
  );
}

function Contents({ template, onClose }: { template: Template; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ ...preflightQuery(template), staleTime: 5_000 });
  return (
    <div className={classes.contents}>
      <div className={classes.picture}>
        <TemplatePicture template={template} />
      </div>
      <p className={classes.description}>{template.description}</p>
      <div className={classes.actions}>
        <Button leftSection={<IconSparkles size={16} stroke={1.6} />} renderRoot={props => <Link {...props} to="/generate" search={{ template: template.id }} />}>
          Use it
        </Button>
        {template.source === 'own' && <OwnActions template={template} onRemoved={onClose} />}
        <Button
          component="a"
          variant="default"
          c="var(--cs-text)"
          leftSection={<IconDownload size={16} stroke={1.6} />}
          href={assetUrl(exportUrl(template.id))}
          download={`${template.id}.json`}
        >
          Export
        </Button>
      </div>
      <section className={classes.section}>
        <h3>Engines</h3>
        {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {data?.engines.length === 0 && <p className={classes.quiet}>No engine is known yet.</p>}
        {data?.engines.map(engine => (
          <EngineReadiness key={engine.engineId} engine={engine} />
        ))}
      </section>
      {template.source === 'own' && <Versions template={template} />}
    </div>
  );
}
