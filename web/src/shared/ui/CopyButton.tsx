import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Hint } from '@/shared/hints/Hint';
import { copyText } from './copyText';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <Hint label={isCopied ? 'Copied' : label}>
      <ActionIcon size="sm" aria-label={label} onClick={() => void copyText(text).then(setIsCopied)}>
        {isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />}
      </ActionIcon>
    </Hint>
  );
}
