import { CloseButton } from '@mantine/core';
import classes from './StyleChip.module.css';

/** The words that the API puts around the prompt. */
export const StyleChip = ({ style, onClear }: { style: string; onClear: () => void }) => (
  <span className={classes.chip}>
    In the style “{style}”
    <CloseButton size="xs" aria-label="No style" onClick={onClear} />
  </span>
);
