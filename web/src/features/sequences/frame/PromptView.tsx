import { Button, Textarea } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { framePath } from '../story/edits';
import { useStory } from '../story/storyContext';
import type { Frame, PartKind } from '../types';
import classes from './PromptView.module.css';
import { marked, pieces } from './promptPieces';
import { TokenBar } from './TokenBar';

const kindNames: Record<PartKind, string> = { style: 'Style', person: 'People', place: 'Place', action: 'Action', shot: 'Shot', suffix: 'Suffix' };

/** The prompt as it will be sent, each part in its colour, what the encoder cuts struck through, what is new against the frame before underlined. */
export function PromptView({ frame, place }: { frame: Frame; place: number }) {
  const { change, story, errorAt } = useStory();
  const { composed, promptOverride } = frame;
  const kinds = [...new Set(composed.parts.map(({ kind }) => kind))];
  const changed = marked(composed.changed);
  const error = errorAt(`frames[${place}].promptOverride`) ?? errorAt(`frames[${place}].slots.prompt`);

  return (
    <section className={classes.view} aria-label="Prompt">
      <div className={classes.head}>
        <h3>Prompt</h3>
        {promptOverride === null ? (
          <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconPencil size={13} stroke={1.8} />} onClick={() => change(framePath(frame.id, 'promptOverride'), composed.prompt)}>
            Write it myself
          </Button>
        ) : (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => change(framePath(frame.id, 'promptOverride'), null)}>
            Compose it again
          </Button>
        )}
      </div>
      {promptOverride !== null ? (
        <Textarea aria-label="Own prompt" autosize minRows={3} maxRows={12} value={promptOverride} error={error} onChange={event => change(framePath(frame.id, 'promptOverride'), event.currentTarget.value)} />
      ) : (
        <>
          <p className={classes.prompt}>
            {pieces(composed).map((piece, at) => (
              <span key={at} className={classes.part} data-kind={piece.kind ?? undefined} data-cut={piece.isCut || undefined}>
                {changed(piece.text).map((word, n) =>
                  word.isNew && place > 0 ? (
                    <mark key={n}>{word.text}</mark>
                  ) : (
                    word.text
                  ),
                )}
              </span>
            ))}
          </p>
          <ul className={classes.legend}>
            {kinds.map(kind => (
              <li key={kind} data-kind={kind}>
                {kindNames[kind]}
              </li>
            ))}
            {place > 0 && composed.changed.length > 0 && (
              <li className={classes.new}>
                <mark>New</mark> against frame {place}
              </li>
            )}
          </ul>
        </>
      )}
      <TokenBar tokens={composed.tokens} limit={composed.limit} isCut={composed.cutAt !== null} />
      {composed.replaced.length > 0 && (
        <p className={classes.note}>
          Said with the story’s words:{' '}
          {composed.replaced.map(({ from, to }) => `${from} → ${to}`).join(', ')}
        </p>
      )}
      {(composed.negative || story.style.negative) && (
        <p className={classes.note}>
          <span>Negative:</span> {composed.negative || story.style.negative}
        </p>
      )}
    </section>
  );
}
