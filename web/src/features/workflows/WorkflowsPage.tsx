import { TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '@/shared/format/words';
import { templatesQuery } from '@/shared/templates/queries';
import { searchTemplates } from '@/shared/templates/searchTemplates';
import { DropZone } from '@/shared/ui/DropZone';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { ProblemState } from '@/shared/ui/ProblemState';
import { ImportButton } from './ImportButton';
import { RefusalNote } from './RefusalNote';
import { TemplateCard } from './TemplateCard';
import { TemplateDrawer } from './TemplateDrawer';
import { useImport } from './useImport';
import classes from './WorkflowsPage.module.css';

export function WorkflowsPage() {
  const { template: opened } = useSearch({ from: '/workflows' });
  const navigate = useNavigate();
  const { data: templates, error, refetch } = useQuery(templatesQuery);
  const [words, setWords] = useState('');
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const importing = useImport();
  const found = searchTemplates(templates ?? [], words);
  const open = (id: string | null) => void navigate({ to: '/workflows', search: id === null ? {} : { template: id }, replace: id === null });

  const search = (
    <TextInput
      className={classes.search ?? ''}
      aria-label="Search templates"
      placeholder="Search"
      leftSection={<IconSearch size={16} stroke={1.6} />}
      value={words}
      onChange={event => setWords(event.currentTarget.value)}
    />
  );
  return (
    <Page
      title="Workflows"
      summary={templates && !isPhone && plural(templates.length, 'template')}
      actions={
        <>
          {!isPhone && search}
          <ImportButton isReading={importing.isReading} onFile={file => void importing.take(file)} />
        </>
      }
    >
      <DropZone label="Drop a workflow, or a picture made by ComfyUI" onDrop={([file]) => file && void importing.take(file)}>
        {isPhone && <div className={classes.tools}>{search}</div>}
        {importing.refusal && <RefusalNote refusal={importing.refusal} onDismiss={importing.forget} />}
        {!templates && error && <ProblemState error={error} onRetry={() => void refetch()} />}
        {templates && found.length === 0 && (
          <EmptyState icon={<IconSitemap size={40} stroke={1.2} />} title="No template has these words">
            Try fewer words.
          </EmptyState>
        )}
        <ul className={classes.grid}>
          {found.map(template => (
            <li key={template.id}>
              <TemplateCard template={template} onOpen={() => open(template.id)} />
            </li>
          ))}
        </ul>
      </DropZone>
      <TemplateDrawer template={templates?.find(({ id }) => id === opened) ?? null} onClose={() => open(null)} />
    </Page>
  );
}
