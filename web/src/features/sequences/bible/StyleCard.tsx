import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Slot } from '@/shared/api/types';
import { LorasField } from '@/shared/forms/fields/LorasField';
import { useStory } from '../story/storyContext';
import type { Style } from '../types';
import classes from './Bible.module.css';
import { keywordsAsText, keywordsOf } from './entries';

const lorasSlot: Slot = {
  name: 'style-loras', label: 'LoRAs in every frame', type: 'loras', choicesFrom: 'loras', group: null, required: false, optional: true, default: [],
  min: null, max: null, step: null, choices: null, visibleWhen: null, help: null, advanced: false, maxLength: null,
};

/** What surrounds every frame's own words. */
export function StyleCard() {
  const { story, change, errorAt } = useStory();
  const { style } = story;
  const set = (patch: Partial<Style>) => change('style', { ...style, ...patch });
  const words = (field: 'prefix' | 'suffix' | 'negative', label: string, placeholder: string) => (
    <Textarea
      label={label}
      placeholder={placeholder}
      autosize
      minRows={2}
      maxRows={8}
      value={style[field]}
      error={errorAt(`style.${field}`)}
      onChange={event => set({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <section className={classes.section} aria-label="Style">
      <div className={classes.head}>
        <h2>Style</h2>
      </div>
      <div className={classes.card}>
        <div className={classes.pair}>
          {words('prefix', 'Before every frame', 'ink and watercolour, muted palette')}
          {words('suffix', 'After every frame', 'film grain')}
          {words('negative', 'Negative, for all frames', 'text, watermark, extra fingers')}
          <Keywords keywords={style.keywords} error={errorAt('style.keywords')} onChange={keywords => set({ keywords })} />
        </div>
        <LorasField slot={lorasSlot} value={style.loras} error={errorAt('style.loras')} onChange={loras => set({ loras })} onReset={null} />
      </div>
    </section>
  );
}

type KeywordsProps = { keywords: Record<string, string[]>; error: string | undefined; onChange: (keywords: Record<string, string[]>) => void };

/** Lines that are only half typed are kept as they are while somebody types. */
function Keywords({ keywords, error, onChange }: KeywordsProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Textarea
      label="One word for many"
      description="lantern: lamp, torch — one line each; the first word is said in every frame"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={2}
      maxRows={8}
      value={typed ?? keywordsAsText(keywords)}
      error={error}
      onChange={event => {
        setTyped(event.currentTarget.value);
        onChange(keywordsOf(event.currentTarget.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
