import { ActionIcon } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import type { Size } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import { megapixels, presetsFor } from '../sizePresets';
import { FieldError } from './FieldError';
import { FieldHeader } from './FieldHeader';
import { NumberField } from './NumberField';
import { RatioButtons } from './RatioButtons';
import classes from './SizeField.module.css';

type Props = {
  id: string;
  label: string;
  help?: string | null;
  value: Size;
  /** What the template starts with: its presets are of that area. */
  start: Size | null;
  step: number;
  onChange: (size: Size) => void;
  onReset: (() => void) | null;
  error: string | undefined;
  isWidthWrong: boolean;
  isHeightWrong: boolean;
};

export function SizeField({ id, label, help = null, value, start, step, onChange, onReset, error, isWidthWrong, isHeightWrong }: Props) {
  const { width, height } = value;
  const presets = presetsFor(Math.min(start?.width ?? 1024, start?.height ?? 1024));

  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <FieldHeader label={label} id={`${id}-label`} help={help} onReset={onReset}>
        {width !== null && height !== null && <span className={classes.area}>{megapixels(width, height)}</span>}
      </FieldHeader>
      <RatioButtons presets={presets} width={width} height={height} onChoose={onChange} />
      <div className={classes.numbers}>
        <NumberField
          aria-label="Width"
          leftSection={<span className={classes.axis}>W</span>}
          value={width}
          onChange={next => onChange({ width: next, height })}
          step={step}
          allowDecimal={false}
          error={isWidthWrong}
        />
        <Hint label="Swap width and height">
          <ActionIcon size={32} aria-label="Swap width and height" onClick={() => onChange({ width: height, height: width })}>
            <IconArrowsLeftRight size={16} stroke={1.8} />
          </ActionIcon>
        </Hint>
        <NumberField
          aria-label="Height"
          leftSection={<span className={classes.axis}>H</span>}
          value={height}
          onChange={next => onChange({ width, height: next })}
          step={step}
          allowDecimal={false}
          error={isHeightWrong}
        />
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}
