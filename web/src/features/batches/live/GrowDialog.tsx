import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SlotValue, Template } from '@/shared/api/types';
import { FieldError } from '@/shared/forms/fields/FieldError';
import { NumberField } from '@/shared/forms/fields/NumberField';
import { slotOf } from '@/shared/forms/values';
import { Dialog } from '@/shared/ui/Dialog';
import { AxisValues } from '../form/AxisValues';
import { newAxis, valuesOfAxis, type AxisDraft } from '../form/draft';
import type { Batch, GrowRequest } from '../types';
import { valueWords } from '../words';
import { splitRows } from '../splitRows';
import classes from './GrowDialog.module.css';

type Props = { batch: Batch; template: Template | undefined; onGrow: (more: GrowRequest) => Promise<boolean | null>; onClose: () => void };
type Way = 'seeds' | 'axis' | 'rows';

const mostMore = 2_000;

/** More images for a batch that is there: further seeds, further values, further rows. */
export function GrowDialog({ batch, template, onGrow, onClose }: Props) {
  // What goes in step with another axis cannot grow alone.
  const isAlone = (index: number) => batch.axes.every(({ zipWith }, at) => zipWith !== index && (at !== index || zipWith === null));
  const free = batch.axes.map((axis, index) => ({ ...axis, index })).filter(({ slot, index }) => isAlone(index) && slotOf(template, slot));
  const ways: { value: Way; label: string }[] = [
    { value: 'seeds', label: 'Seeds' },
    ...(free.length > 0 ? [{ value: 'axis' as const, label: 'Values' }] : []),
    ...(batch.request.list ? [{ value: 'rows' as const, label: 'Rows' }] : []),
  ];
  const [way, setWay] = useState<Way>('seeds');
  const [seeds, setSeeds] = useState<number | null>(1);
  const [chosenAxis, setChosenAxis] = useState(free[0]?.index ?? 0);
  const [rows, setRows] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const axis = free.find(({ index }) => index === chosenAxis) ?? free[0];
  const slot = slotOf(template, axis?.slot ?? '');
  const [draft, setDraft] = useState<AxisDraft | null>(null);
  const values = draft ?? (slot ? newAxis(slot) : null);

  const wish = (): GrowRequest | string => {
    if (way === 'seeds') return seeds !== null && Number.isInteger(seeds) && seeds >= 1 && seeds <= mostMore ? { seeds } : `Give a whole number between 1 and ${mostMore}.`;
    if (way === 'rows') return rows.trim() === '' ? 'Paste some rows first.' : { rows: splitRows(rows, batch.request.list?.format ?? 'auto', batch.request.list?.text ?? rows) };
    if (!axis || !slot || !values) return 'There is nothing to add values to.';
    const known = new Set(axis.values.map(value => JSON.stringify(value)));
    const added: SlotValue[] = valuesOfAxis(values, slot).filter(value => !known.has(JSON.stringify(value)));
    return added.length === 0 ? 'Give at least one value that is not there yet.' : { axis: { index: axis.index, values: added } };
  };
  const submit = async () => {
    const more = wish();
    setProblem(typeof more === 'string' ? more : null);
    if (typeof more === 'string' || isSending) return;
    setSending(true);
    const isDone = await onGrow(more);
    setSending(false);
    if (isDone) onClose();
  };

  return (
    <Dialog title="More for this batch" onClose={onClose}>
      <div className={classes.fields}>
        {ways.length > 1 && <SegmentedControl aria-label="More of what" data={ways} value={way} onChange={next => setWay(next)} />}
        {way === 'seeds' && <NumberField data-autofocus label="More images for each cell" hideControls={false} min={1} allowDecimal={false} value={seeds} onChange={setSeeds} />}
        {way === 'rows' && <Textarea data-autofocus label="Further rows" description="Without a heading, in the order of the columns." autosize minRows={4} maxRows={12} value={rows} onChange={event => setRows(event.currentTarget.value)} />}
        {way === 'axis' && axis && slot && values && (
          <>
            {free.length > 1 && (
              <Select
                label="Setting"
                data={free.map(({ index, label }) => ({ value: String(index), label }))}
                value={String(axis.index)}
                onChange={next => {
                  setChosenAxis(Number(next));
                  setDraft(null);
                }}
              />
            )}
            <p className={classes.known}>There so far: {axis.values.map(value => valueWords(value, slot.type)).join(', ')}</p>
            <AxisValues axis={{ ...values, slot: slot.name }} slot={slot} hasError={problem !== null} onChange={patch => setDraft({ ...values, ...patch })} />
          </>
        )}
        <FieldError id="grow" error={problem ?? undefined} />
        <div className={classes.foot}>
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button loading={isSending} onClick={() => void submit()}>
            Add to the queue
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
