import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type ProblemError, toProblem } from '@/shared/api/problem';
import { ProblemNote } from '../story/ProblemNote';
import { useStory } from '../story/storyContext';
import type { Frame } from '../types';
import classes from './WishField.module.css';

const longest = 500;

/** Has this frame changed in one's own words. What is locked stays, its pictures too, and it can be taken back. */
export function WishField({ frame }: { frame: Frame }) {
  const { commands } = useStory();
  const [wish, setWish] = useState('');
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [isUnchanged, setUnchanged] = useState(false);
  const [asking, setAsking] = useState<AbortController | null>(null);
  const write = (words: string) => {
    setWish(words);
    setProblem(null);
    setUnchanged(false);
  };

  const ask = async () => {
    if (asking !== null || wish.trim() === '') return;
    const controller = new AbortController();
    setAsking(controller);
    setProblem(null);
    setUnchanged(false);
    try {
      const changed = await commands.revise(frame, wish.trim(), controller.signal);
      if (changed.length === 0) setUnchanged(true);
      else setWish('');
    } catch (error) {
      if (!controller.signal.aborted) setProblem(toProblem(error));
    } finally {
      setAsking(null);
    }
  };

  const atField = problem?.fields.wish;
  return (
    <form
      className={classes.wish}
      onSubmit={event => {
        event.preventDefault();
        void ask();
      }}
    >
      <div className={classes.row}>
        <TextInput
          className={classes.field}
          label="Change this frame in words"
          placeholder="closer, at night, in the rain"
          maxLength={longest}
          value={wish}
          error={atField}
          readOnly={asking !== null}
          onChange={event => write(event.currentTarget.value)}
        />
        {asking === null ? (
          <Button type="submit" variant="default" disabled={wish.trim() === ''}>
            Change
          </Button>
        ) : (
          <Button variant="default" onClick={() => asking.abort()}>
            Cancel
          </Button>
        )}
      </div>
      {asking !== null && <p role="status">The frame is being changed …</p>}
      {isUnchanged && <p role="status">Nothing of the frame changed: what the wish is about may be locked, or was not understood.</p>}
      {problem && !atField && <ProblemNote problem={{ type: problem.type ?? '', detail: problem.message, raw: problem.raw }} onRetry={problem.isTransient ? () => void ask() : null} />}
    </form>
  );
}
