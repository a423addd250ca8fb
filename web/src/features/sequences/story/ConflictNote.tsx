import { Button } from '@mantine/core';
import { labelOf } from '../shots/fields';
import type { Story } from '../types';
import classes from './ConflictNote.module.css';
import { partsOf, type Conflict } from './edits';

type Props = { story: Story; conflicts: readonly Conflict[]; onSettle: (conflict: Conflict, whose: 'mine' | 'theirs') => void };

/** Somebody else wrote into the same fields meanwhile: both are shown, nothing is lost until it is said which stands. */
export function ConflictNote({ story, conflicts, onSettle }: Props) {
  if (conflicts.length === 0) return null;
  return (
    <section className={classes.note} role="alert" aria-label="Changed elsewhere">
      <strong>Changed elsewhere while you wrote here</strong>
      <ul>
        {conflicts.map(conflict => (
          <li key={conflict.path}>
            <h3>{nameOf(story, conflict.path)}</h3>
            <dl>
              <dt>Yours</dt>
              <dd>{wordsOf(conflict.mine)}</dd>
              <dt>Theirs</dt>
              <dd>{conflict.theirs === undefined ? 'The frame was deleted.' : wordsOf(conflict.theirs)}</dd>
            </dl>
            <span className={classes.acts}>
              {conflict.theirs !== undefined && (
                <Button size="compact-sm" variant="default" onClick={() => onSettle(conflict, 'mine')}>
                  Keep mine
                </Button>
              )}
              <Button size="compact-sm" variant="default" onClick={() => onSettle(conflict, 'theirs')}>
                {conflict.theirs === undefined ? 'Let it go' : 'Take theirs'}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf(story: Story, path: string): string {
  const { frameId, field } = partsOf(path);
  if (frameId === null) return storyNames[field] ?? field;
  const place = story.frames.findIndex(({ id }) => id === frameId);
  return `${place < 0 ? 'A deleted frame' : `Frame ${place + 1}`}, ${labelOf(field).toLowerCase()}`;
}

const storyNames: Partial<Record<string, string>> = { title: 'Title', style: 'Style', characters: 'People', locations: 'Places', slots: 'Settings', template: 'Template', seed: 'Seeds', family: 'Family' };

function wordsOf(value: unknown): string {
  if (value === null || value === '') return '(empty)';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(each => (isNamed(each) ? [each.name, each.looks].filter(Boolean).join(': ') : wordsOf(each))).join('; ') || '(none)';
  return Object.entries(value as object)
    .filter(([, each]) => each !== '' && each !== null)
    .map(([name, each]) => `${name}: ${wordsOf(each)}`)
    .join('; ');
}

const isNamed = (value: unknown): value is { name: string; looks?: string } => typeof value === 'object' && value !== null && 'name' in value;
