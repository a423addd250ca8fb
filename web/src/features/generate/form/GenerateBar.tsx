import { Button } from '@mantine/core';
import { NumberField } from '@/shared/forms/fields/NumberField';
import { mostImages } from '@/shared/forms/validate';
import { Hint } from '@/shared/hints/Hint';
import classes from './GenerateBar.module.css';

type Props = {
  count: number | null;
  onCount: (count: number | null) => void;
  countError: string | undefined;
  isSending: boolean;
  onGenerate: () => void;
  onDraft: () => void;
  problem: string | null;
};

export function GenerateBar({ count, onCount, countError, isSending, onGenerate, onDraft, problem }: Props) {
  const label = count !== null && count > 1 ? `Generate ${count}` : 'Generate';
  return (
    <div className={classes.bar}>
      {(problem ?? countError) && (
        <p className={classes.problem} role="alert">
          {problem ?? countError}
        </p>
      )}
      <div className={classes.row}>
        <NumberField
          aria-label="Number of images"
          className={classes.count ?? ''}
          size="md"
          leftSection={<span aria-hidden>×</span>}
          hideControls={false}
          min={1}
          max={mostImages}
          allowDecimal={false}
          value={count}
          onChange={onCount}
          error={countError !== undefined}
        />
        <Hint label="Small and quick, with the same seed, to see what it will be (Ctrl+Shift+Enter)">
          <Button variant="default" size="md" px="sm" disabled={isSending} onClick={onDraft} aria-keyshortcuts="Control+Shift+Enter">
            Draft
          </Button>
        </Hint>
        <Button className={classes.button ?? ''} size="md" fullWidth loading={isSending} onClick={onGenerate} aria-keyshortcuts="Control+Enter">
          {label}
        </Button>
      </div>
    </div>
  );
}
