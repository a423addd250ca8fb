import { Button, Drawer } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Template } from '@/shared/api/types';
import { preflightQuery } from '@/shared/templates/queries';
import { TemplatePicture } from '@/shared/templates/TemplatePicture';
import { ProblemState } from '@/shared/ui/ProblemState';
import { EngineReadiness } from './EngineReadiness';
import classes from './TemplateDrawer.module.css';

type Props = { template: Template | null; onClose: () => void };

/** What a template makes and needs, and what can be done with it. */
export function TemplateDrawer({ template, onClose }: Props) {
  return (
    <Drawer opened={template !== null} onClose={onClose} position="right" size={460} title={template?.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      {template && <Contents key={template.id} template={template} />}
    </Drawer>
  );
}

function Contents({ template }: { template: Template }) {
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
      </div>
      <section className={classes.section}>
        <h3>Engines</h3>
        {!data && error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {data?.engines.length === 0 && <p className={classes.quiet}>No engine is known yet.</p>}
        {data?.engines.map(engine => (
          <EngineReadiness key={engine.engineId} engine={engine} />
        ))}
      </section>
    </div>
  );
}
