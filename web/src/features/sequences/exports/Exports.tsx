import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileExport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import { projectUrl, startExport, storyKeys } from '../api';
import type { ExportKind, ExportSettings, StoryExport } from '../types';
import { exportKinds, exportOrder } from './kinds';

const ExportDialog = lazy(() => import('./ExportDialog').then(module => ({ default: module.ExportDialog })));

type Props = { storyId: string; hasPictures: boolean; isCompact: boolean };

/** Everything that a story can leave the studio as. */
export function Exports({ storyId, hasPictures, isCompact }: Props) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ExportKind | null>(null);
  const start = async (kind: ExportKind, settings: ExportSettings) => {
    const made = await startExport(storyId, kind, settings);
    queries.setQueryData<StoryExport[]>(storyKeys.exports(storyId), (known = []) => [made, ...known.filter(({ id }) => id !== made.id)]);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          {isCompact ? (
            <ActionIcon size={30} variant="default" aria-label="Export">
              <IconFileExport size={17} stroke={1.6} />
            </ActionIcon>
          ) : (
            <Button variant="default" size="xs" leftSection={<IconFileExport size={16} stroke={1.6} />} rightSection={<IconChevronDown size={14} stroke={1.8} />}>
              Export
            </Button>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          {!hasPictures && <Menu.Label>Frames come first; then there is something to export.</Menu.Label>}
          {exportOrder.map(kind =>
            kind === 'project' ? (
              <Menu.Item key={kind} component="a" href={assetUrl(projectUrl(storyId))} download>
                {exportKinds[kind].title}
              </Menu.Item>
            ) : (
              <Menu.Item key={kind} disabled={!hasPictures} onClick={() => setAsked(kind)}>
                {exportKinds[kind].title}
              </Menu.Item>
            ),
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>{asked && <ExportDialog kind={asked} onStart={settings => start(asked, settings)} onClose={() => setAsked(null)} />}</Suspense>
    </>
  );
}
