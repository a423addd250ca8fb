import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Hint } from '@/shared/hints/Hint';
import { copyText } from './copyText';

type Props = {
  text: string;
  label: string;
  /** With its words on it, for what is not plain from where it stands. */
  isNamed?: boolean;
};

export function CopyButton({ text, label, isNamed = false }: Props) {
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const icon = isCopied ? <IconCheck size={15} /> : <IconCopy size={15} />;
  const copy = () => void copyText(text).then(setIsCopied);
  if (isNamed)
    return (
      <Button size="compact-sm" variant="default" leftSection={icon} onClick={copy}>
        {isCopied ? 'Copied' : label}
      </Button>
    );
  return (
    <Hint label={isCopied ? 'Copied' : label}>
      <ActionIcon size="sm" aria-label={label} onClick={copy}>
        {icon}
      </ActionIcon>
    </Hint>
  );
}
