import { ActionIcon, CloseButton, Modal, SegmentedControl, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconLayoutGrid, IconPlayerPause, IconPlayerPlay, IconSlideshow } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { assetUrl } from '@/shared/api/baseUrl';
import { Hint } from '@/shared/hints/Hint';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { picturedBy } from '../story/pictured';
import type { Frame, Story } from '../types';
import classes from './Show.module.css';
import { useSlideShow } from './useSlideShow';

type Props = { story: Story; ratio: number; start: number; onClose: () => void };

const times = [
  { value: 'own', label: 'Each its own time' },
  { value: '1000', label: '1 s each' },
  { value: '2000', label: '2 s each' },
  { value: '3000', label: '3 s each' },
  { value: '5000', label: '5 s each' },
  { value: '10000', label: '10 s each' },
];

/** The story as it will be seen: one frame after the other, or all at once with their words. */
export function Show({ story, ratio, start, onClose }: Props) {
  const [view, setView] = useState<'slides' | 'grid'>('slides');
  const [time, setTime] = useState('own');
  const { frames } = story;
  const show = useSlideShow(frames.map(({ durationMs }) => (time === 'own' ? durationMs : Number(time))), start);
  const frame = frames[show.at];

  const keys: Partial<Record<string, () => void>> = {
    ' ': show.toggle,
    ArrowRight: () => show.step(1),
    ArrowLeft: () => show.step(-1),
    Home: () => show.go(0),
    End: () => show.go(frames.length - 1),
  };
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key];
    const isElsewhere = event.target instanceof HTMLElement && event.target.closest('input, [role="listbox"]') !== null;
    // The space bar presses the button that has the focus, whichever that is.
    const presses = event.key === ' ' && event.target instanceof HTMLElement && event.target.closest('button') !== null;
    if (!act || isElsewhere || presses || view !== 'slides') return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);

  return (
    <Modal.Root opened fullScreen onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content aria-label={`${story.title}, view`} radius={0} className={classes.content ?? ''}>
        <div className={classes.head}>
          <h2>{story.title}</h2>
          <SegmentedControl
            size="xs"
            aria-label="View as"
            value={view}
            onChange={value => setView(value)}
            data={[
              { value: 'slides', label: <IconSlideshow size={17} stroke={1.6} className={classes.icon} aria-label="Slides" /> },
              { value: 'grid', label: <IconLayoutGrid size={17} stroke={1.6} className={classes.icon} aria-label="Grid" /> },
            ]}
          />
          <CloseButton size="lg" aria-label="Close" onClick={onClose} />
        </div>
        {view === 'grid' && <GridView frames={frames} ratio={ratio} onOpen={place => { show.go(place); setView('slides'); }} />}
        {view === 'slides' && frame && (
          <>
            <figure className={classes.stage}>
              <Slide key={frame.id} frame={frame} next={frames[show.at + 1]} isPlaying={show.isPlaying} />
              <figcaption>
                <span className={classes.number}>
                  {show.at + 1} / {frames.length}
                </span>
                <span>{frame.description || frame.action || frame.title}</span>
              </figcaption>
            </figure>
            <div className={classes.play}>
              <input type="range" aria-label="Frame" min={0} max={frames.length - 1} value={show.at} onChange={event => show.go(Number(event.currentTarget.value))} />
              <div className={classes.controls}>
                <Hint label="Frame before (←)">
                  <ActionIcon size={40} aria-label="Frame before" disabled={show.at === 0} onClick={() => show.step(-1)}>
                    <IconChevronLeft size={22} stroke={1.6} />
                  </ActionIcon>
                </Hint>
                <Hint label={show.isPlaying ? 'Pause (Space)' : 'Play (Space)'}>
                  <ActionIcon size={44} variant="filled" color="lagoon" radius="xl" data-autofocus aria-label={show.isPlaying ? 'Pause' : 'Play'} onClick={show.toggle}>
                    {show.isPlaying ? <IconPlayerPause size={22} stroke={1.6} /> : <IconPlayerPlay size={22} stroke={1.6} />}
                  </ActionIcon>
                </Hint>
                <Hint label="Next frame (→)">
                  <ActionIcon size={40} aria-label="Next frame" disabled={show.at === frames.length - 1} onClick={() => show.step(1)}>
                    <IconChevronRight size={22} stroke={1.6} />
                  </ActionIcon>
                </Hint>
                <Select size="xs" className={classes.time ?? ''} aria-label="Time for each frame" data={times} value={time} onChange={value => setTime(value ?? 'own')} />
              </div>
            </div>
          </>
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

type SlideProps = { frame: Frame; next: Frame | undefined; isPlaying: boolean };

function Slide({ frame, next, isPlaying }: SlideProps) {
  const following = next?.image?.kind === 'video' ? null : next?.image;
  return (
    <>
      <SlidePicture frame={frame} isPlaying={isPlaying} />
      {following && <link rel="prefetch" as="image" href={assetUrl(following.url)} />}
    </>
  );
}

/** A video runs once while the show does, as it will in the film, and round and round while one looks at it. */
function SlidePicture({ frame: { image, action, title }, isPlaying }: Omit<SlideProps, 'next'>) {
  const words = action || title;
  if (!image) return <p className={classes.none}>No picture yet.</p>;
  if (image.kind !== 'video') return <img className={classes.slide} src={assetUrl(image.url)} alt={words} />;
  return <video className={classes.slide} src={assetUrl(image.url)} poster={assetUrl(image.thumbnails['1280'])} aria-label={words} autoPlay muted playsInline loop={!isPlaying} />;
}

function GridView({ frames, ratio, onOpen }: { frames: readonly Frame[]; ratio: number; onOpen: (place: number) => void }) {
  return (
    <ol className={classes.grid} aria-label="Frames">
      {frames.map((frame, place) => (
          <li key={frame.id}>
            <button type="button" onClick={() => onOpen(place)} aria-label={`Frame ${place + 1}: ${frame.title || frame.action}`}>
              <span className={classes.tile} style={{ aspectRatio: ratio }}>
                {frame.image && <Thumbnail image={picturedBy(frame.image, frame.action || frame.title)} size="640" />}
              </span>
              <span className={classes.words}>
                <strong>{place + 1}</strong> {frame.description || frame.action || frame.title}
              </span>
            </button>
          </li>
      ))}
    </ol>
  );
}
