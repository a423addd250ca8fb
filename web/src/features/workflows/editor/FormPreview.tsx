import { Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SlotValues } from '@/shared/api/types';
import { FormSections } from '@/shared/forms/FormSections';
import { negativeSlot, promptSlot } from '@/shared/forms/sections';
import { fillValues } from '@/shared/forms/values';
import { useStable } from '@/shared/ui/useStable';
import { previewOf, type Draft } from './draft';
import classes from './FormPreview.module.css';

const noErrors = {};

/** The form as it will be, to try out. What is set here is not kept. */
export function FormPreview({ draft }: { draft: Draft }) {
  const template = useMemo(() => previewOf(draft), [draft]);
  const [set, setValues] = useState<SlotValues>({});
  const values = useMemo(() => fillValues(template, set), [template, set]);
  const change = useStable((patch: SlotValues) => setValues(known => ({ ...known, ...patch })));
  const words = [promptSlot(template), negativeSlot(template)].filter(slot => slot !== undefined);
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : '');

  return (
    <div className={classes.form}>
      {words.map(({ name, label }) => (
        <Textarea key={name} label={label} autosize minRows={2} maxRows={8} value={text(name)} onChange={event => change({ [name]: event.currentTarget.value })} />
      ))}
      <FormSections template={template} values={values} errors={noErrors} onChange={change} />
      {draft.slots.length === 0 && <p className={classes.none}>It has no fields yet. Choose values in the graph to make them fields.</p>}
    </div>
  );
}
