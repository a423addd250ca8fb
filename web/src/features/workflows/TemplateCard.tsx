import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Template } from '@/shared/api/types';
import { preflightQuery } from '@/shared/templates/queries';
import { readiness } from '@/shared/templates/readiness';
import { TemplatePicture } from '@/shared/templates/TemplatePicture';
import classes from './TemplateCard.module.css';

type Props = { template: Template; onOpen: () => void };

export function TemplateCard({ template, onOpen }: Props) {
  const { data } = useQuery(preflightQuery(template));
  const ready = data && readiness(data);
  return (
    <UnstyledButton className={classes.card} aria-haspopup="dialog" onClick={onOpen}>
      <span className={classes.picture}>
        <TemplatePicture template={template} />
      </span>
      <span className={classes.words}>
        <strong>{template.title}</strong>
        <span className={classes.description}>{template.description}</span>
        <span className={classes.foot}>
          <span className={classes.tags}>
            {template.source === 'own' && <span data-own>Yours</span>}
            {template.tags.slice(0, 3).map(tag => (
              <span key={tag}>{tag}</span>
            ))}
          </span>
          {ready?.status === 'missing' && <span className={classes.missing}>Needs installing</span>}
        </span>
      </span>
    </UnstyledButton>
  );
}
