import { Skeleton } from '@mantine/core';
import { lazy, memo, Suspense, type ReactNode } from 'react';
import type { LoraUse, Size, Slot, SlotValue, SlotValues } from '@/shared/api/types';
import { BooleanField } from './fields/BooleanField';
import { idOf, type FieldProps } from './fields/fieldProps';
import { ModelField } from './fields/ModelField';
import { NumberSlotField } from './fields/NumberSlotField';
import { SeedField } from './fields/SeedField';
import { SizeField } from './fields/SizeField';
import { TextField } from './fields/TextField';
import { defaultOf, sameValue } from './values';
import { isSeed } from './seed';

// Most forms begin without any of these.
const ChoiceField = lazy(() => import('./fields/ChoiceField').then(module => ({ default: module.ChoiceField })));
const ImageField = lazy(() => import('./fields/ImageField').then(module => ({ default: module.ImageField })));
const MaskField = lazy(() => import('./fields/MaskField').then(module => ({ default: module.MaskField })));
const LorasField = lazy(() => import('./fields/LorasField').then(module => ({ default: module.LorasField })));

type Props = { slot: Slot; value: SlotValue; error: string | undefined; onChange: (values: SlotValues) => void };

/** The best that the engines have is chosen, which is no value to go back to. */
const hasNoDefault = (slot: Slot) => slot.type === 'model' && slot.default === null;

const noSize: Size = { width: null, height: null };

/** The field for a slot of any type; drawn again only when its own value changes. */
export const SlotField = memo(function SlotField({ slot, value, error, onChange }: Props) {
  const start = defaultOf(slot);
  const props = <V extends SlotValue>(own: V): FieldProps<V> => ({
    slot,
    value: own,
    error,
    onChange: next => onChange({ [slot.name]: next }),
    onReset: sameValue(own, start) || hasNoDefault(slot) ? null : () => onChange({ [slot.name]: start }),
  });

  switch (slot.type) {
    case 'prompt':
    case 'text':
      return <TextField {...props(typeof value === 'string' ? value : '')} />;
    case 'integer':
    case 'float':
      return <NumberSlotField {...props(typeof value === 'number' ? value : null)} />;
    case 'boolean':
      return <BooleanField {...props(value === true)} />;
    case 'seed':
      return <SeedField {...props(typeof value === 'number' || isSeed(value) ? value : null)} />;
    case 'size':
      return <OneSize {...props((value as Size | null) ?? noSize)} />;
    case 'choice':
      return <Later height={64}><ChoiceField {...props(typeof value === 'string' ? value : null)} /></Later>;
    case 'model':
      return <ModelField {...props(typeof value === 'string' ? value : null)} />;
    case 'image':
      return <Later><ImageField {...props(typeof value === 'string' ? value : null)} /></Later>;
    case 'mask':
      return <Later><MaskField {...props(typeof value === 'string' ? value : null)} /></Later>;
    case 'loras':
      return <Later><LorasField {...props((value as LoraUse[] | null) ?? [])} /></Later>;
  }
});

const Later = ({ height = 104, children }: { height?: number; children: ReactNode }) => <Suspense fallback={<Skeleton height={height} />}>{children}</Suspense>;

function OneSize({ slot, value, error, onChange, onReset }: FieldProps<Size>) {
  return (
    <SizeField
      id={idOf(slot)}
      label={slot.label}
      help={slot.help}
      value={value}
      start={slot.default as Size | null}
      step={slot.step ?? 8}
      onChange={onChange}
      onReset={onReset}
      error={error}
      isWidthWrong={error?.startsWith('Width') ?? false}
      isHeightWrong={error?.startsWith('Height') ?? false}
    />
  );
}
