import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { GraphView } from '@/shared/graph/GraphView';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Page } from '@/shared/ui/Page';
import { marksOf } from './draft';
import classes from './EditorPage.module.css';
import { FormPreview } from './FormPreview';
import { ImportNotes } from './ImportNotes';
import { SlotList } from './SlotList';
import { useDraft } from './useDraft';
import { useSave } from './useSave';
import { WorkflowFacts } from './WorkflowFacts';

type Side = 'fields' | 'graph' | 'form';

/** A workflow beside its graph: which of its values the form asks for, and how. */
export function EditorPage() {
  const navigate = useNavigate();
  const isPhone = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const editing = useDraft();
  const { draft } = editing;
  const { save, isSaving, problem, errors } = useSave(editing);
  const [side, setSide] = useState<Side>(isPhone ? 'fields' : 'graph');
  const marks = useMemo(() => marksOf(draft?.slots ?? []), [draft?.slots]);

  if (!draft)
    return (
      <Page title="Workflow">
        <EmptyState title="No workflow is open here" action={<Button renderRoot={props => <Link {...props} to="/workflows" />}>All workflows</Button>}>
          Drop one on the workflows page, and it opens here.
        </EmptyState>
      </Page>
    );

  const fields = (
    <div className={classes.fields}>
      <ImportNotes draft={draft} />
      <WorkflowFacts draft={draft} errors={errors} onChange={editing.change} />
      <SlotList editing={editing} draft={draft} errors={errors} />
    </div>
  );
  const sides = (
    <SegmentedControl
      size={isPhone ? 'sm' : 'xs'}
      fullWidth={isPhone}
      aria-label="What to look at"
      data={[...(isPhone ? [{ value: 'fields', label: 'Fields' }] : []), { value: 'graph', label: 'Graph' }, { value: 'form', label: 'Form' }]}
      value={side}
      onChange={next => setSide(next as Side)}
    />
  );
  const leave = () => {
    editing.drop();
    void navigate({ to: '/workflows' });
  };

  return (
    <Page
      title={draft.id === null ? 'New workflow' : 'Edit workflow'}
      summary={isPhone ? undefined : draft.title}
      actions={!isPhone && sides}
      foot={
        <div className={classes.foot}>
          {problem !== null && (
            <p className={classes.problem} role="alert">
              {problem}
            </p>
          )}
          <Button variant="subtle" color="gray" onClick={leave}>
            Discard
          </Button>
          <Button variant="default" loading={isSaving} onClick={() => void save('stay')}>
            Save
          </Button>
          <Button loading={isSaving} onClick={() => void save('try')}>
            Save and try
          </Button>
        </div>
      }
    >
      {isPhone && <div className={classes.sides}>{sides}</div>}
      <div className={classes.split}>
        {!isPhone && <div className={classes.panel}>{fields}</div>}
        <div className={classes.view}>
          {side === 'fields' && fields}
          {side === 'graph' && <GraphView graph={draft.graph} marks={marks} label="Graph; choose a value to make it a field" onPick={editing.addInput} />}
          {side === 'form' && <FormPreview draft={draft} />}
        </div>
      </div>
    </Page>
  );
}
