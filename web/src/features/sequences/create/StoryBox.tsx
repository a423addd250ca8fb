import { Textarea } from '@mantine/core';
import { count } from '@/shared/format/words';
import classes from './StoryBox.module.css';
import { isShotList, longest, shortest } from './storyLength';

type Props = { text: string; error: string | undefined | null; onChange: (text: string) => void; onSubmit: () => void };

/** The story, and how long it is; a list of shots may be as long as it likes. */
export function StoryBox({ text, error, onChange, onSubmit }: Props) {
  const { length } = text.trim();
  const isList = isShotList(text);
  const tone = length === 0 || isList ? 'quiet' : length < shortest || length > longest ? 'warn' : 'ok';
  return (
    <div>
      <Textarea
        label="Story"
        placeholder="Mara has kept the lighthouse for thirty years. Tonight the lamp goes out while a storm comes in from the sea…"
        autosize
        minRows={8}
        maxRows={22}
        value={text}
        error={error}
        onChange={event => onChange(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onSubmit();
        }}
      />
      <p className={classes.length} data-tone={tone}>
        {isList ? 'A shot list: its shots stay as they are.' : `${count(length)} of ${shortest}–${count(longest)} characters`}
      </p>
    </div>
  );
}
