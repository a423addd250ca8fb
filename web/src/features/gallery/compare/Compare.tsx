import { ActionIcon, Modal, SegmentedControl } from '@mantine/core';
import { IconTable, IconX } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImageDetail } from '@/shared/api/types';
import { imageQuery } from '@/shared/images/queries';
import { Hint } from '@/shared/hints/Hint';
import { assetUrl } from '@/shared/api/baseUrl';
import { ProblemState } from '@/shared/ui/ProblemState';
import classes from './Compare.module.css';
import { DifferenceTable } from './DifferenceTable';
import { SliderView } from './SliderView';

type Mode = 'side' | 'slider' | 'blink';
type Props = { ids: readonly string[]; onClose: () => void };

const letters = ['A', 'B', 'C', 'D'];

/** Up to four images against each other: beside, over, and one after the other, with what differs in their settings. */
export function Compare({ ids, onClose }: Props) {
  const answers = useQueries({ queries: ids.map(imageQuery) });
  const images = answers.flatMap(({ data }) => data ?? []);
  const failed = answers.find(({ error }) => error !== null);
  const [mode, setMode] = useState<Mode>('side');
  const [hasTable, setTable] = useState(true);
  const modes = [
    { value: 'side', label: 'Beside' },
    ...(images.length === 2 ? [{ value: 'slider', label: 'Slider' }] : []),
    { value: 'blink', label: 'Blink' },
  ];

  return (
    <Modal.Root opened onClose={onClose} fullScreen transitionProps={{ duration: 120 }}>
      <Modal.Content aria-label="Compare" radius={0} className={classes.content ?? ''}>
        <Modal.Body className={classes.body ?? ''}>
          <div className={classes.head}>
            <h2>Compare</h2>
            <SegmentedControl size="xs" aria-label="How" data={modes} value={mode} onChange={value => setMode(value as Mode)} />
            <span className={classes.tools}>
              <Hint label="Settings">
                <ActionIcon size={40} aria-label="Settings" aria-pressed={hasTable} onClick={() => setTable(!hasTable)}>
                  <IconTable size={20} stroke={1.6} />
                </ActionIcon>
              </Hint>
              <ActionIcon size={40} aria-label="Close" onClick={onClose}>
                <IconX size={20} stroke={1.6} />
              </ActionIcon>
            </span>
          </div>
          {failed?.error && images.length < 2 && <ProblemState error={failed.error} onRetry={() => void failed.refetch()} />}
          {images.length > 1 && mode === 'side' && <SideBySide images={images} />}
          {images.length === 2 && mode === 'slider' && <SliderView images={images} />}
          {images.length > 1 && mode === 'blink' && <Blink images={images} />}
          {hasTable && images.length > 1 && <DifferenceTable images={images} letters={letters} />}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function SideBySide({ images }: { images: readonly ImageDetail[] }) {
  return (
    <div className={classes.side} data-count={images.length}>
      {images.map((image, at) => (
        <figure key={image.id}>
          <img src={assetUrl(image.url)} alt={image.prompt ?? image.fileName} />
          <figcaption>{letters[at]}</figcaption>
        </figure>
      ))}
    </div>
  );
}

/** One at a time in the same place; the eye sees what moves. */
function Blink({ images }: { images: readonly ImageDetail[] }) {
  const [at, setAt] = useState(0);
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => {
    if (isStill) return;
    const timer = setInterval(() => setAt(known => (known + 1) % images.length), 700);
    return () => clearInterval(timer);
  }, [images.length, isStill]);

  return (
    <div className={classes.blink}>
      {images.map((image, index) => (
        <img key={image.id} src={assetUrl(image.url)} alt={image.prompt ?? image.fileName} data-shown={index === at || undefined} aria-hidden={index !== at} />
      ))}
      <button type="button" className={classes.step} onClick={() => setAt((at + 1) % images.length)}>
        {letters[at]}
      </button>
    </div>
  );
}
