import { Button, NumberInput, Textarea } from '@mantine/core';
import { IconMovie, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { EmptyState } from '@/shared/ui/EmptyState';
import { LanguageHint } from '../create/LanguageHint';
import type { Story } from '../types';
import classes from './PlanState.module.css';
import { ProblemNote } from './ProblemNote';
import { useStory } from './storyContext';

type Props = { story: Story; onPlan: (frames: number) => Promise<unknown>; onInsert: () => void };

/** A story without shots yet: its words, why there are none, and the way to have them planned. */
export function PlanState({ story, onPlan, onInsert }: Props) {
  const { source } = story;
  const { change, errorAt } = useStory();
  const [frames, setFrames] = useState(source.frames ?? 7);
  const [isPlanning, setPlanning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = error === null ? {} : toProblem(error).fields;
  const plan = async () => {
    setPlanning(true);
    setError(null);
    try {
      await onPlan(frames);
    } catch (problem) {
      setError(problem);
    } finally {
      setPlanning(false);
    }
  };
  const problem = error !== null && Object.keys(fields).length === 0 ? toProblem(error) : null;
  return (
    <div className={classes.state}>
      {source.problem && error === null && !isPlanning && <ProblemNote problem={source.problem} onRetry={() => void plan()} />}
      {problem && <ProblemNote problem={{ type: problem.type ?? '', detail: problem.message, raw: problem.raw }} onRetry={() => void plan()} />}
      {source.text === '' && !source.problem && (
        <EmptyState icon={<IconMovie size={40} stroke={1.2} />} title="No shots yet">
          Write the story and have it planned, or add the first shot yourself.
        </EmptyState>
      )}
      <div className={classes.form}>
        <Textarea label="Story" autosize minRows={6} maxRows={18} value={source.text} error={fields.text ?? errorAt('text')} onChange={event => change('source', { ...source, text: event.currentTarget.value })} />
        <LanguageHint text={source.text} />
        <div className={classes.row}>
          <NumberInput label="Frames" min={3} max={50} value={frames} error={fields.frames} onChange={value => typeof value === 'number' && setFrames(value)} />
          <Textarea label="Arc, if you have one in mind" autosize minRows={1} value={source.arc ?? ''} error={fields.arc ?? errorAt('arc')} onChange={event => change('source', { ...source, arc: event.currentTarget.value })} />
        </div>
        <div className={classes.acts}>
          <Button loading={isPlanning} disabled={source.text.trim() === ''} onClick={() => void plan()}>
            Plan the shots
          </Button>
          <Button variant="default" leftSection={<IconPlus size={16} stroke={1.6} />} onClick={onInsert}>
            Add a shot myself
          </Button>
        </div>
      </div>
    </div>
  );
}
