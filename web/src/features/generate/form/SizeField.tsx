import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import type { Template } from '@/shared/api/types';
import { defaultsOf } from '../settings';
import { megapixels, presetsFor, type Size } from '../sizePresets';
import { limitsOf } from '../validate';
import { FieldHeader } from './FieldHeader';
import { NumberField } from './NumberField';
import { RatioButtons } from './RatioButtons';
import classes from './SizeField.module.css';

type Props = {
  template: Template | undefined;
  width: number | null;
  height: number | null;
  onChange: (size: { width: number | null; height: number | null }) => void;
  errors: readonly (string | undefined)[];
};

export function SizeField({ template, width, height, onChange, errors }: Props) {
  const presets = presetsFor(defaultsOf(template).width ?? 1024);
  const error = errors.find(sentence => sentence !== undefined);
  const [widthError, heightError] = errors;

  return (
    <div role="group" aria-labelledby="size-label">
      <FieldHeader label="Size" id="size-label">
        {width !== null && height !== null && <span className={classes.area}>{megapixels(width, height)}</span>}
      </FieldHeader>
      <RatioButtons presets={presets} width={width} height={height} onChoose={(size: Size) => onChange(size)} />
      <div className={classes.numbers}>
        <NumberField
          aria-label="Width"
          leftSection={<span className={classes.axis}>W</span>}
          value={width}
          onChange={next => onChange({ width: next, height })}
          step={limitsOf(template, 'width').step ?? 8}
          allowDecimal={false}
          error={widthError !== undefined}
        />
        <Tooltip label="Swap width and height">
          <ActionIcon size={32} aria-label="Swap width and height" onClick={() => onChange({ width: height, height: width })}>
            <IconArrowsLeftRight size={16} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <NumberField
          aria-label="Height"
          leftSection={<span className={classes.axis}>H</span>}
          value={height}
          onChange={next => onChange({ width, height: next })}
          step={limitsOf(template, 'height').step ?? 8}
          allowDecimal={false}
          error={heightError !== undefined}
        />
      </div>
      {error && <p className={classes.error}>{error}</p>}
    </div>
  );
}
