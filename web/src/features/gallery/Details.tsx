import { Button } from '@mantine/core';
import { IconAdjustments, IconDownload, IconPhotoEdit } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { downloadUrl } from '@/shared/api/baseUrl';
import type { Image } from '@/shared/api/types';
import { bytes, modelLabel, moment } from '@/shared/format/words';
import { TraceLink } from '@/shared/telemetry/TraceLink';
import { CopyButton } from '@/shared/ui/CopyButton';
import classes from './Details.module.css';

/** Everything that is known of how an image was made. */
export function Details({ image }: { image: Image }) {
  return (
    <aside className={classes.details} aria-label="How this image was made">
      <div className={classes.actions}>
        <Button component="a" href={downloadUrl(image.url)} download={image.fileName} leftSection={<IconDownload size={16} />} variant="default" c="var(--cs-text)">
          Download
        </Button>
        {image.prompt !== null && (
          <Button
            renderRoot={props => <Link to="/generate" search={{ from: image.id }} {...props} />}
            leftSection={<IconAdjustments size={16} />}
          >
            Use these settings
          </Button>
        )}
        <Button
          renderRoot={props => <Link to="/generate" search={{ input: image.id }} {...props} />}
          leftSection={<IconPhotoEdit size={16} />}
          variant="default"
          c="var(--cs-text)"
        >
          Use as input
        </Button>
      </div>
      <Passage title="Prompt" text={image.prompt} />
      <Passage title="Negative prompt" text={image.negative} />
      {image.prompt === null && <p className={classes.quiet}>Nothing in this file tells how it was made.</p>}
      <dl className={classes.facts}>
        <Fact name="Checkpoint" value={image.model && modelLabel(image.model)} hint={image.model} />
        <Fact name="Seed" value={image.seed}>{image.seed !== null && <CopyButton text={String(image.seed)} label="Copy seed" />}</Fact>
        <Fact name="Steps" value={image.steps} />
        <Fact name="CFG" value={image.cfg} />
        <Fact name="Sampler" value={image.sampler} />
        <Fact name="Scheduler" value={image.scheduler} />
        <Fact name="Size" value={image.width > 0 ? `${image.width} × ${image.height}` : null} />
        <Fact name="File" value={image.fileName} />
        <Fact name="On disk" value={bytes(image.bytes)} />
        <Fact name="Made" value={moment(image.createdAt)} />
        <Fact name="Engine" value={engineOf(image)} />
        {image.traceId && (
          <Fact name="Journey" value={<TraceLink traceId={image.traceId} />} />
        )}
      </dl>
      {image.groupId && (
        <Link to="/gallery" search={{ group: image.groupId }} className={classes.together ?? ''}>
          Show what was made together
        </Link>
      )}
    </aside>
  );
}

const engineOf = ({ engine }: Image) =>
  engine && (engine.kind === 'simulator' ? `${engine.name} (painted, not rendered)` : engine.name);

function Passage({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <section className={classes.passage}>
      <header>
        <h3>{title}</h3>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
      </header>
      <p>{text}</p>
    </section>
  );
}

type FactProps = { name: string; value: ReactNode; hint?: string | null; children?: ReactNode };

function Fact({ name, value, hint, children }: FactProps) {
  if (value === null || value === undefined || value === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd title={hint ?? undefined}>
        {value}
        {children}
      </dd>
    </div>
  );
}
