import { ActionIcon, Button, SegmentedControl, Slider } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconArrowBackUp, IconContrast, IconEraser } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type PointerEvent } from 'react';
import type { InputFile } from '@/shared/api/types';
import { Hint } from '@/shared/hints/Hint';
import { Dialog } from '@/shared/ui/Dialog';
import { EmptyState } from '@/shared/ui/EmptyState';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import { inputUrl, useUpload } from '../upload';
import classes from './MaskPainter.module.css';
import { loadForPainting, toFile, type Loaded } from './maskFile';
import { sizesFor, toPicture } from './strokes';
import { useMaskCanvas, type Tool } from './useMaskCanvas';

type Props = { picture: string; mask: string | null; onDone: (mask: InputFile) => void; onClose: () => void };

/** Paints what should change, over the picture that it is about. */
export function MaskPainter({ picture, mask, onDone, onClose }: Props) {
  const isPhone = useMediaQuery('(max-width: 61.99em)', false, { getInitialValueInEffect: false });
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    let isGone = false;
    loadForPainting(inputUrl(picture), mask === null ? null : inputUrl(mask)).then(
      done => !isGone && setLoaded(done),
      (reason: unknown) => !isGone && setError(reason instanceof Error ? reason.message : String(reason)),
    );
    return () => {
      isGone = true;
    };
  }, [picture, mask]);

  return (
    <Dialog title="Paint what should change" size="auto" fullScreen={isPhone} onClose={onClose}>
      {error !== null && <EmptyState title="The mask cannot be painted">{error}</EmptyState>}
      {error === null && !loaded && <p className={classes.wait}>Opening the picture…</p>}
      {loaded && <Easel loaded={loaded} onDone={onDone} onClose={onClose} />}
    </Dialog>
  );
}

type EaselProps = { loaded: Loaded; onDone: (mask: InputFile) => void; onClose: () => void };

function Easel({ loaded, onDone, onClose }: EaselProps) {
  const { picture, mask } = loaded;
  const size = useMemo(() => ({ width: picture.naturalWidth, height: picture.naturalHeight }), [picture]);
  const easel = { aspectRatio: `${size.width} / ${size.height}`, '--ratio': size.width / size.height };
  const sizes = sizesFor(size);
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [tool, setTool] = useState<Tool>('brush');
  const [brush, setBrush] = useState(sizes.start);
  const [cursor, setCursor] = useState<{ x: number; y: number; scale: number } | null>(null);
  const painting = useMaskCanvas(canvas, size, mask);
  const { upload, start } = useUpload(input => {
    onDone(input);
    onClose();
  });
  const resize = (factor: number) => setBrush(known => Math.round(Math.min(sizes.max, Math.max(sizes.min, known * factor))));

  useHotkeys([
    ['b', () => setTool('brush')],
    ['e', () => setTool('eraser')],
    ['i', painting.invert],
    ['[', () => resize(0.8)],
    [']', () => resize(1.25)],
    ['mod+z', painting.undo],
  ]);

  const at = (event: { clientX: number; clientY: number }) => {
    const box = canvas?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return toPicture({ x: event.clientX, y: event.clientY }, box, size);
  };
  const handleDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button > 0 && event.pointerType === 'mouse') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    painting.begin(tool, brush, at(event));
  };
  const handleMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setCursor(event.pointerType === 'mouse' ? { x: event.clientX - box.left, y: event.clientY - box.top, scale: box.width / size.width } : null);
    // All that happened since the last frame, or fast strokes would have corners.
    const events = event.nativeEvent.getCoalescedEvents();
    painting.extend((events.length > 0 ? events : [event.nativeEvent]).map(at));
  };
  const save = async () => {
    if (canvas) await start(await toFile(canvas), 'mask.png');
  };

  return (
    <div className={classes.body}>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label="Tool"
          size="xs"
          data={[
            { value: 'brush', label: 'Brush' },
            { value: 'eraser', label: 'Eraser' },
          ]}
          value={tool}
          onChange={setTool}
        />
        <Slider className={classes.size ?? ''} thumbLabel="Brush size" label={null} size={3} thumbSize={16} min={sizes.min} max={sizes.max} value={brush} onChange={setBrush} />
        <Hint label="Undo (Ctrl+Z)">
          <ActionIcon size={32} aria-label="Undo" disabled={painting.isUntouched} onClick={painting.undo}>
            <IconArrowBackUp size={18} stroke={1.6} />
          </ActionIcon>
        </Hint>
        <Hint label="Invert (I)">
          <ActionIcon size={32} aria-label="Invert" onClick={painting.invert}>
            <IconContrast size={18} stroke={1.6} />
          </ActionIcon>
        </Hint>
        <Hint label="Clear">
          <ActionIcon size={32} aria-label="Clear" onClick={painting.clear}>
            <IconEraser size={18} stroke={1.6} />
          </ActionIcon>
        </Hint>
      </div>
      <div className={classes.easel} style={easel}>
        <img src={picture.src} crossOrigin="use-credentials" alt="The picture to paint on" draggable={false} />
        <canvas
          ref={setCanvas}
          className={classes.canvas}
          width={size.width}
          height={size.height}
          role="img"
          aria-label="Mask: what is covered will change"
          onPointerDown={handleDown}
          onPointerMove={handleMove}
          onPointerUp={painting.end}
          onPointerCancel={painting.end}
          onPointerLeave={() => setCursor(null)}
        />
        {cursor && <i className={classes.cursor} style={{ left: cursor.x, top: cursor.y, width: brush * cursor.scale, height: brush * cursor.scale }} />}
      </div>
      <div className={classes.foot}>
        {upload.status === 'failed' && (
          <p className={classes.problem} role="alert">
            {upload.message}
          </p>
        )}
        {upload.status === 'sending' && <ProgressBar fraction={upload.fraction} label="Saving the mask" />}
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={upload.status === 'sending'} onClick={() => void save()}>
          Use this mask
        </Button>
      </div>
    </div>
  );
}
