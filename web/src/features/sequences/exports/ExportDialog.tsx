import { Button, Checkbox, Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { toProblem } from '@/shared/api/problem';
import { Dialog } from '@/shared/ui/Dialog';
import type { ExportKind, ExportSettings } from '../types';
import classes from './Exports.module.css';
import { SoundField } from './SoundField';
import { exportKinds, ratesFor, settingsFor } from './kinds';
import { useSound } from './useSound';

type Props = { kind: ExportKind; onStart: (settings: ExportSettings) => Promise<void>; onClose: () => void };

const pages = [
  { value: 'a4', label: 'A4' },
  { value: 'a4Landscape', label: 'A4, landscape' },
  { value: 'letter', label: 'Letter' },
  { value: 'letterLandscape', label: 'Letter, landscape' },
];

/** How an export shall look; only what its kind can have. */
export function ExportDialog({ kind, onStart, onClose }: Props) {
  const { title, about, fields } = exportKinds[kind];
  const [settings, setSettings] = useState<ExportSettings>(settingsFor(kind));
  const [problem, setProblem] = useState<ReturnType<typeof toProblem> | null>(null);
  const [isStarting, setStarting] = useState(false);
  const sound = useSound();
  const set = (patch: ExportSettings) => setSettings(known => ({ ...known, ...patch }));
  const has = (field: keyof ExportSettings) => fields.includes(field);
  const errorOf = (field: string) => problem?.fields[`settings.${field}`];
  const start = async () => {
    setStarting(true);
    try {
      await onStart(sound.sound ? { ...settings, sound: sound.sound.id } : settings);
      onClose();
    } catch (error) {
      setProblem(toProblem(error));
      setStarting(false);
    }
  };
  const number = (field: 'columns' | 'width' | 'fadeMs', label: string, min: number, max: number, step: number) =>
    has(field) && (
      <NumberInput label={label} min={min} max={max} step={step} value={settings[field] ?? min} error={errorOf(field)} onChange={value => typeof value === 'number' && set({ [field]: value })} />
    );
  const check = (field: 'notes' | 'numbers' | 'burnNumbers', label: string) =>
    has(field) && <Checkbox label={label} checked={settings[field] ?? false} onChange={event => set({ [field]: event.currentTarget.checked })} />;

  return (
    <Dialog title={title} size="sm" onClose={onClose}>
      <p className={classes.about}>{about}</p>
      <div className={classes.fields}>
        {number('columns', 'Columns', 1, 6, 1)}
        {has('pageSize') && (
          <Select label="Page" data={pages} value={settings.pageSize ?? 'a4'} onChange={pageSize => pageSize && set({ pageSize })} />
        )}
        {number('width', 'Width, pixels', 128, 3840, 64)}
        {has('fps') && (
          <Select label="Pictures per second" data={ratesFor(kind)} value={String(settings.fps)} error={errorOf('fps')} onChange={fps => fps && set({ fps: Number(fps) })} />
        )}
        {number('fadeMs', 'Fade, milliseconds', 0, 5000, 100)}
        {has('sound') && <SoundField choice={sound} error={errorOf('sound')} />}
        {check('notes', 'With notes')}
        {check('numbers', 'With numbers')}
        {check('burnNumbers', 'Numbers in the picture')}
      </div>
      {problem && !fields.some(field => errorOf(field)) && (
        <p className={classes.problem} role="alert">
          {Object.values(problem.fields)[0] ?? problem.message}
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button data-autofocus loading={isStarting} disabled={sound.upload.status === 'sending'} onClick={() => void start()}>
          Export
        </Button>
      </Group>
    </Dialog>
  );
}
