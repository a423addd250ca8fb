import { UnstyledButton } from '@mantine/core';
import { glyphOf, isPreset, type Area, type SizePreset } from '../sizePresets';
import classes from './RatioButtons.module.css';

type Props = { presets: readonly SizePreset[]; width: number | null; height: number | null; onChoose: (size: Area) => void };

/** The ratios drawn as what they are. */
export function RatioButtons({ presets, width, height, onChoose }: Props) {
  return (
    <div className={classes.row}>
      {presets.map(preset => {
        const glyph = glyphOf(preset);
        return (
          <UnstyledButton
            key={preset.label}
            className={classes.ratio}
            aria-pressed={isPreset(preset, width, height)}
            aria-label={`${preset.label}, ${preset.width} by ${preset.height}`}
            title={`${preset.width} × ${preset.height}`}
            onClick={() => onChoose({ width: preset.width, height: preset.height })}
          >
            <span className={classes.box}>
              <i style={glyph} />
            </span>
            <span>{preset.label}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
