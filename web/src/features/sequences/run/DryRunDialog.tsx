import { Button, Checkbox, Group, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { bytes, duration, plural } from '@/shared/format/words';
import { uuid } from '@/shared/telemetry/trace';
import { missingWords } from '@/shared/templates/readiness';
import { Dialog } from '@/shared/ui/Dialog';
import { ProblemState } from '@/shared/ui/ProblemState';
import { dryRun } from '../api';
import type { DryRun, Pass, RunWish, Story } from '../types';
import classes from './DryRunDialog.module.css';
import { FieldProblems } from './FieldProblems';

type Props = { story: Story; asked: RunWish; onStart: (wish: RunWish, stopAtFirstFailure: boolean, key: string) => Promise<void>; onClose: () => void };

const about: Record<Pass, string> = {
  proof: 'Small and quick, to see whether the story is told well.',
  final: 'In full, with the same seeds and references.',
};
const named: Record<Pass, string> = { proof: 'proof', final: 'frame' };

/** What would be made and what it takes, before anything is. */
export function DryRunDialog({ story, asked, onStart, onClose }: Props) {
  const [pass, setPass] = useState(asked.pass);
  const [onlyMissing, setOnlyMissing] = useState(asked.missing);
  const missing = story.frames.filter(({ image }) => image === null).length;
  const canChoose = asked.frames === null && missing > 0 && missing < story.frames.length;
  const wish: RunWish = { pass, frames: asked.frames, missing: onlyMissing };
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ['stories', 'dry-run', story.id, story.version, wish],
    queryFn: () => dryRun(story.id, wish),
    gcTime: 0,
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const [stops, setStops] = useState(story.stopAtFirstFailure);
  const [key] = useState(uuid);
  const [isStarting, setStarting] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const start = async () => {
    setStarting(true);
    setRefusal(null);
    try {
      await onStart(wish, stops, key);
      onClose();
    } catch (problem) {
      setRefusal(problem);
    } finally {
      setStarting(false);
    }
  };
  const problem = error ? toProblem(error) : null;

  return (
    <Dialog title="Make the frames" size="lg" onClose={onClose}>
      <SegmentedControl
        fullWidth
        aria-label="Pass"
        value={pass}
        onChange={value => setPass(value)}
        data={[
          { value: 'proof', label: 'Proof pass' },
          { value: 'final', label: 'Final pass' },
        ]}
      />
      <p className={classes.lead}>{about[pass]}</p>
      {isFetching && !data && <p className={classes.quiet}>Looking at what it takes…</p>}
      {problem && !data && (Object.keys(problem.fields).length > 0 ? <FieldProblems story={story} fields={problem.fields} /> : <ProblemState error={problem} onRetry={() => void refetch()} />)}
      {data && <Facts story={story} run={data} pass={pass} isOld={isPlaceholderData} />}
      {refusal !== null && <Refusal story={story} error={refusal} />}
      {(canChoose || onlyMissing) && <Checkbox className={classes.only ?? ''} label="Only frames that this pass has not made yet" checked={onlyMissing} onChange={event => setOnlyMissing(event.currentTarget.checked)} />}
      <Checkbox className={classes.stop ?? ''} label="Stop at the first frame that fails" checked={stops} onChange={event => setStops(event.currentTarget.checked)} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Not yet
        </Button>
        <Button data-autofocus disabled={!data || isPlaceholderData || data.images === 0} loading={isStarting} onClick={() => void start()}>
          {data ? `Make ${plural(data.images, named[pass])}` : 'Make the frames'}
        </Button>
      </Group>
    </Dialog>
  );
}

function Refusal({ story, error }: { story: Story; error: unknown }) {
  const problem = toProblem(error);
  if (Object.keys(problem.fields).length > 0) return <FieldProblems story={story} fields={problem.fields} />;
  return (
    <p className={classes.refusal} role="alert">
      {problem.message}
    </p>
  );
}

type FactsProps = { story: Story; run: DryRun; pass: Pass; /** Those of the other choice, until its own are there. */ isOld: boolean };

function Facts({ story, run, pass, isOld }: FactsProps) {
  const { images, seconds, modelSwitches, missing, warnings, frames } = run;
  const waiting = frames.filter(({ waitReason }) => waitReason !== null);
  const lacking = missing.filter(engine => engine.missingModels.length + engine.missingNodes.length > 0);
  return (
    <>
      <dl className={classes.facts} data-old={isOld || undefined}>
        <Fact name={pass === 'proof' ? 'Proofs' : 'Frames'} value={String(images)} />
        <Fact name="Time" value={seconds ? `about ${duration(seconds.typical * 1000)}` : 'not known yet'} note={seconds ? `${duration(seconds.low * 1000)} to ${duration(seconds.high * 1000)}` : 'Nothing like it has run yet.'} />
        <Fact name="Disk" value={run.bytes === null ? 'not known yet' : `about ${bytes(run.bytes)}`} />
        <Fact name="Model changes" value={String(modelSwitches)} />
      </dl>
      {waiting.length > 0 && <p className={classes.quiet}>{plural(waiting.length, 'frame')} come{waiting.length === 1 ? 's' : ''} after the frames that show who is in {waiting.length === 1 ? 'it' : 'them'}: {listOf(waiting)}.</p>}
      {lacking.map(engine => (
        <p key={engine.engineId} className={classes.warning}>
          {engine.name} lacks {missingWords(engine)} for this.
        </p>
      ))}
      {warnings.length > 0 && (
        <ul className={classes.warnings}>
          {warnings.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      <details className={classes.details}>
        <summary>The prompts, one by one</summary>
        <ol className={classes.prompts}>
          {frames.map(frame => (
            <li key={frame.id} value={frame.number}>
              <strong>{titleOf(story, frame)}</strong>
              <span data-over={frame.tokens > frame.limit || undefined}>
                {frame.tokens} of {frame.limit} tokens · seed {frame.seed}
                {frame.waitReason !== null && ` · ${frame.waitReason.toLowerCase()}`}
              </span>
              <p>{frame.prompt}</p>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

const listOf = (frames: DryRun['frames']) => frames.map(({ number }) => number).join(', ');

const titleOf = (story: Story, { id, number }: DryRun['frames'][number]) => {
  const title = story.frames.find(frame => frame.id === id)?.title;
  return title === undefined || title === '' ? `Frame ${number}` : title;
};

const Fact = ({ name, value, note }: { name: string; value: string; note?: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value}
      {note && <small>{note}</small>}
    </dd>
  </div>
);
