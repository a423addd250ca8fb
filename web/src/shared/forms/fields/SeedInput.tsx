import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { parseSeed, type Seed } from '../seed';

type Props = Omit<TextInputProps, 'value' | 'onChange'> & { value: Seed | null; onChange: (value: Seed | null) => void };

/** A whole number with all its digits: a field for numbers would round the long ones. */
export function SeedInput({ value, onChange, ...props }: Props) {
  // −1 means "a new one" and is nothing already, but whoever types it sees it.
  const [minus, setMinus] = useState('');
  const type = (text: string) => {
    setMinus(/^-\d*/.exec(text)?.[0] ?? '');
    onChange(parseSeed(text.startsWith('-') ? '' : text.replace(/\D/g, '')));
  };
  return <TextInput inputMode="numeric" value={minus || (value ?? '')} onChange={event => type(event.currentTarget.value)} onBlur={() => setMinus('')} {...props} />;
}
