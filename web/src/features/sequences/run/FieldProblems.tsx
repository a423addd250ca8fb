import type { Story } from '../types';
import { labelOf } from '../shots/fields';
import classes from './DryRunDialog.module.css';

/** Everything that the studio has against a run, by frame. */
export function FieldProblems({ story, fields }: { story: Story; fields: Readonly<Record<string, string>> }) {
  return (
    <div className={classes.refusal} role="alert">
      <strong>This cannot be made yet</strong>
      <ul>
        {Object.entries(fields).map(([path, message]) => (
          <li key={path}>
            {placeName(story, path)}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function placeName(story: Story, path: string): string {
  const [, at, field] = /^frames\[(\d+)\]\.(.+)$/.exec(path) ?? [];
  if (at === undefined || field === undefined) return '';
  const title = story.frames[Number(at)]?.title;
  return `Frame ${Number(at) + 1}${title ? ` (${title})` : ''}, ${labelOf(field.replace(/^slots\./, '')).toLowerCase()}: `;
}
