import { memo } from 'react';
import type { Slot, SlotValue, SlotValues } from '@/shared/api/types';
import { SizeField } from './fields/SizeField';
import { idOf } from './fields/fieldProps';

type Props = {
  width: Slot;
  height: Slot;
  values: readonly [SlotValue, SlotValue];
  errors: readonly [string | undefined, string | undefined];
  onChange: (values: SlotValues) => void;
};

const number = (value: SlotValue) => (typeof value === 'number' ? value : null);

/** Two slots that are one size for a person. */
export const SizePairField = memo(
  function SizePairField({ width, height, values, errors, onChange }: Props) {
    const [widthValue, heightValue] = values;
    const isDefault = widthValue === width.default && heightValue === height.default;
    return (
      <SizeField
        id={idOf(width)}
        label={width.name === 'width' ? 'Size' : width.label.replace(/\s*width$/i, ' size')}
        value={{ width: number(widthValue), height: number(heightValue) }}
        start={{ width: number(width.default), height: number(height.default) }}
        step={width.step ?? 8}
        onChange={size => onChange({ [width.name]: size.width, [height.name]: size.height })}
        onReset={isDefault ? null : () => onChange({ [width.name]: width.default, [height.name]: height.default })}
        error={errors[0] ?? errors[1]}
        isWidthWrong={errors[0] !== undefined}
        isHeightWrong={errors[1] !== undefined}
      />
    );
  },
  (before, after) =>
    before.width === after.width && before.height === after.height && before.onChange === after.onChange &&
    before.values.every((value, at) => value === after.values[at]) && before.errors.every((error, at) => error === after.errors[at]),
);
