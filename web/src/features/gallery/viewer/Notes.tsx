import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImageDetail } from '@/shared/api/types';
import { parseTags } from '../acts/tags';
import type { Marks } from '../acts/useActs';
import classes from './Details.module.css';
import { Rating } from './Rating';

type Props = { image: ImageDetail; onMark: (marks: Marks) => void };

/** What somebody has to say of an image: tags and a note, kept when the field is left. */
export function Notes({ image, onMark }: Props) {
  const [words, setWords] = useState('');
  const [note, setNote] = useState<string | null>(null);
  const add = () => {
    const tags = parseTags(words).filter(tag => !image.tags.includes(tag));
    if (tags.length > 0) onMark({ addTags: tags });
    setWords('');
  };
  return (
    <section className={classes.notes} aria-label="Tags and note">
      <span className={classes.rating}>
        <Rating value={image.rating} onChange={rating => onMark({ rating })} />
      </span>
      {image.tags.length > 0 && (
        <ul className={classes.tags}>
          {image.tags.map(tag => (
            <li key={tag}>
              {tag}
              <ActionIcon size={24} aria-label={`Take off the tag ${tag}`} onClick={() => onMark({ removeTags: [tag] })}>
                <IconX size={13} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <TextInput
        size="xs"
        aria-label="Add tags"
        placeholder="Add a tag"
        value={words}
        onChange={event => setWords(event.currentTarget.value)}
        onBlur={add}
        onKeyDown={event => event.key === 'Enter' && add()}
      />
      <Textarea
        size="xs"
        aria-label="Note"
        placeholder="A note"
        autosize
        minRows={1}
        maxRows={8}
        value={note ?? image.note ?? ''}
        onChange={event => setNote(event.currentTarget.value)}
        onBlur={() => note !== null && note !== (image.note ?? '') && onMark({ note })}
      />
    </section>
  );
}
