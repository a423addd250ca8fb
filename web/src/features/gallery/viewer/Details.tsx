import { Button, Menu } from '@mantine/core';
import { IconAdjustments, IconChevronDown, IconDownload, IconPhotoEdit, IconSitemap, IconSparkles } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { assetUrl, downloadUrl } from '@/shared/api/baseUrl';
import type { Image, ImageDetail } from '@/shared/api/types';
import { bytes, modelLabel, moment } from '@/shared/format/words';
import { TraceLink } from '@/shared/telemetry/TraceLink';
import { CopyButton } from '@/shared/ui/CopyButton';
import { useMaking } from '../acts/useMaking';
import type { Marks } from '../acts/useActs';
import { Albums } from './Albums';
import classes from './Details.module.css';
import { MadeAgain } from './MadeAgain';
import { Notes } from './Notes';
import { parametersText } from './parameters';
import { Relatives } from './Relatives';

const GraphDialog = lazy(() => import('./GraphDialog').then(module => ({ default: module.GraphDialog })));

type Props = { image: ImageDetail; onMark: (marks: Marks) => void; onShow: (image: Image) => void };

/** Everything that is known of how an image was made. */
export function Details({ image, onMark, onShow }: Props) {
  const [isGraphOpen, setGraphOpen] = useState(false);
  const knows = image.prompt !== null || image.model !== null;
  return (
    <aside className={classes.details} aria-label="How this image was made">
      <Actions image={image} />
      <Passage title="Prompt" text={image.prompt} />
      <Passage title="Negative prompt" text={image.negative} />
      {!knows && <p className={classes.quiet}>Nothing in this file tells how it was made.</p>}
      <Facts image={image} />
      <div className={classes.copies}>
        {knows && <CopyButton text={parametersText(image)} label="Copy all settings" isNamed />}
        <Button size="compact-sm" variant="default" leftSection={<IconSitemap size={15} stroke={1.6} />} onClick={() => setGraphOpen(true)}>
          Graph
        </Button>
      </div>
      <Notes key={image.id} image={image} onMark={onMark} />
      <Albums ids={image.albums ?? []} />
      <MadeAgain image={image} onShow={onShow} />
      <Relatives title={image.againOf ? 'Made again from' : 'Made from'} ids={image.parents} onShow={onShow} />
      <Relatives title="Made from it" ids={image.children ?? []} isLeftOut={child => child.againOf === image.id} onShow={onShow} />
      {image.groupId && (
        <Link to="/gallery" search={{ group: image.groupId }} className={classes.together ?? ''}>
          Show what was made together
        </Link>
      )}
      <Suspense>{isGraphOpen && <GraphDialog id={image.id} onClose={() => setGraphOpen(false)} />}</Suspense>
    </aside>
  );
}

function Actions({ image }: { image: ImageDetail }) {
  const making = useMaking();
  const canRepeat = image.template !== null;
  return (
    <div className={classes.actions}>
      {image.prompt !== null && (
        <Button renderRoot={props => <Link to="/generate" search={{ from: image.id }} {...props} />} leftSection={<IconAdjustments size={16} />}>
          Use these settings
        </Button>
      )}
      <Button renderRoot={props => <Link to="/generate" search={{ input: image.id }} {...props} />} leftSection={<IconPhotoEdit size={16} />} variant="default" c="var(--cs-text)">
        Use as input
      </Button>
      <div className={classes.pair}>
        <Button component="a" href={downloadUrl(image.url)} download={image.fileName} leftSection={<IconDownload size={16} />} variant="default" c="var(--cs-text)">
          Download
        </Button>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <Button variant="default" px={8} aria-label="Other ways to download">
              <IconChevronDown size={16} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={downloadUrl(image.url)} download={image.fileName}>
              As it is
            </Menu.Item>
            <Menu.Item component="a" href={`${assetUrl(image.url)}&clean=1&download=1`} download={image.fileName}>
              Without what made it
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconSparkles size={16} />} rightSection={<IconChevronDown size={16} />}>
            Make
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={!canRepeat} onClick={() => void making.alike([image.id])}>
            More like this
          </Menu.Item>
          <Menu.Item onClick={() => void making.again([image.id])}>Make again, to the pixel</Menu.Item>
          <Menu.Item onClick={() => void making.upscale([image.id])}>Upscale</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function Facts({ image }: { image: ImageDetail }) {
  const loras = (image.loras ?? []).map(({ name, strength }) => `${modelLabel(name)} (${strength})`).join(', ');
  return (
    <dl className={classes.facts}>
      <Fact name="Checkpoint" value={image.model && modelLabel(image.model)} hint={image.model} />
      <Fact name="LoRA" value={loras} />
      <Fact name="Seed" value={image.seed}>
        {image.seed !== null && <CopyButton text={String(image.seed)} label="Copy seed" />}
      </Fact>
      <Fact name="Steps" value={image.steps} />
      <Fact name="CFG" value={image.cfg} />
      <Fact name="Sampler" value={image.sampler} />
      <Fact name="Scheduler" value={image.scheduler} />
      <Fact name="Denoise" value={image.denoise} />
      <Fact name="Size" value={image.width > 0 ? `${image.width} × ${image.height}` : null} />
      <Fact name="Template" value={image.template && `${image.template}${image.templateVersion ? `, version ${image.templateVersion}` : ''}`} />
      <Fact name="Made with" value={image.source} />
      <Fact name="Made" value={moment(image.createdAt)} />
      <Fact name="Engine" value={engineOf(image)} />
      <Fact name="File" value={image.fileName} />
      <Fact name="Folder" value={image.path}>
        {image.path && <CopyButton text={image.path} label="Copy the folder" />}
      </Fact>
      <Fact name="On disk" value={bytes(image.bytes)} />
      {image.traceId && <Fact name="Journey" value={<TraceLink traceId={image.traceId} />} />}
    </dl>
  );
}

const engineOf = ({ engine }: Image) => engine && (engine.kind === 'simulator' ? `${engine.name} (painted, not rendered)` : engine.name);

function Passage({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <section className={classes.passage}>
      <header>
        <h3>{title}</h3>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
      </header>
      <p dir="auto">{text}</p>
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
