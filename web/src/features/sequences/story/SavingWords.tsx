import { plural } from '@/shared/format/words';
import { Hint } from '@/shared/hints/Hint';
import type { Story } from '../types';
import type { Saving } from './storyKeeper';

/** Whether what was typed is safe, in a word or two. */
export function SavingWords({ story, saving }: { story: Story; saving: Saving }) {
  const frames = plural(story.frames.length, 'frame');
  switch (saving.status) {
    case 'saved':
      return <span>{frames} · saved</span>;
    case 'pending':
    case 'saving':
      return <span>{frames} · saving…</span>;
    case 'away':
      return (
        <Hint label={`${saving.message} What you type is kept on this device and saved as soon as it answers.`} onTouch>
          <span style={{ color: 'var(--cs-warn)' }}>{frames} · kept here, not saved yet</span>
        </Hint>
      );
    case 'refused':
      return (
        <Hint label={saving.message} onTouch>
          <span style={{ color: 'var(--cs-danger)' }}>{frames} · not saved</span>
        </Hint>
      );
  }
}
