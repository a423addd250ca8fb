import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAdjustments, IconCopy, IconDownload } from '@tabler/icons-react';
import type { Image } from '@/shared/api/types';
import { downloadUrl } from '@/shared/api/baseUrl';
import { modelLabel } from '@/shared/format/words';
import type { Seed } from '@/shared/forms/seed';
import { Hint } from '@/shared/hints/Hint';
import { TraceLink } from '@/shared/telemetry/TraceLink';
import { copyText } from '@/shared/ui/copyText';
import classes from './Metadata.module.css';
import type { StageActions } from './actions';

type Props = { image: Image; actions: Pick<StageActions, 'onUseSeed' | 'onUseSettings' | 'isDraft' | 'onRenderProperly'> };

/** What made the picture, in one line, and what can be done with it. */
export function Metadata({ image, actions }: Props) {
  const { seed } = image;
  return (
    <div className={classes.metadata}>
      {image.prompt && (
        <p className={classes.prompt} title={image.prompt}>
          {image.prompt}
        </p>
      )}
      <div className={classes.line}>
        <ul className={classes.facts}>
          {factsOf(image).map(fact => (
            <li key={fact}>{fact}</li>
          ))}
          {seed !== null && (
            <li className={classes.seed}>
              Seed {seed}
              <Hint label="Copy the seed">
                <ActionIcon size={24} aria-label="Copy the seed" onClick={() => void copySeed(seed)}>
                  <IconCopy size={15} stroke={1.8} />
                </ActionIcon>
              </Hint>
              <Button variant="subtle" color="gray" size="compact-xs" onClick={() => actions.onUseSeed(seed)}>
                Use this seed
              </Button>
            </li>
          )}
        </ul>
        <div className={classes.actions}>
          {actions.isDraft(image) && (
            <Button size="compact-sm" variant="light" onClick={() => actions.onRenderProperly(image)}>
              Render it properly
            </Button>
          )}
          <TraceLink traceId={image.traceId} className={classes.trace} />
          <Hint label="Use these settings">
            <ActionIcon size={32} aria-label="Use these settings" onClick={() => actions.onUseSettings(image.id)}>
              <IconAdjustments size={18} stroke={1.6} />
            </ActionIcon>
          </Hint>
          <Hint label="Download">
            <ActionIcon size={32} aria-label="Download" component="a" href={downloadUrl(image.url)} download={image.fileName}>
              <IconDownload size={18} stroke={1.6} />
            </ActionIcon>
          </Hint>
        </div>
      </div>
    </div>
  );
}

function factsOf(image: Image): string[] {
  const { model, width, height, steps, cfg, engine } = image;
  return [
    model !== null ? modelLabel(model) : null,
    `${width} × ${height}`,
    steps !== null ? `${steps} steps` : null,
    cfg !== null ? `CFG ${cfg}` : null,
    engine?.kind === 'simulator' ? 'Painted by the simulator' : null,
  ].filter(fact => fact !== null);
}

async function copySeed(seed: Seed) {
  const done = await copyText(String(seed));
  notifications.show({ message: done ? `Seed ${seed} copied.` : `The browser did not allow copying. The seed is ${seed}.` });
}
