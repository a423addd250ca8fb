import { ActionIcon } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Hint } from '@/shared/hints/Hint';

const WordsMenu = lazy(() => import('./WordsMenu').then(module => ({ default: module.WordsMenu })));

type Props = { style: string | null; onStyle: (style: string | null) => void };

export function WordsButton({ style, onStyle }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = (
    <ActionIcon size={24} aria-label="Styles and lists of words" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      <IconWand size={16} stroke={1.6} />
    </ActionIcon>
  );
  if (!isOpen) return <Hint label="Styles and lists of words">{button}</Hint>;
  return (
    <Suspense fallback={button}>
      <WordsMenu
        target={button}
        style={style}
        onStyle={onStyle}
        onClose={() => {
          setOpen(false);
          document.getElementById('prompt')?.focus();
        }}
      />
    </Suspense>
  );
}
