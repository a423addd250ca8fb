import { useState } from 'react';

type Props = { name: string; isLocked?: boolean; milliseconds: number; className?: string | undefined; onChange: (milliseconds: number) => void };

const shown = (milliseconds: number) => String(milliseconds / 1000);

/** A length in seconds; what is no number yet is left to the fingers that type it. */
export function SecondsInput({ name, isLocked = false, milliseconds, className, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className={className}
      inputMode="decimal"
      aria-label={name}
      readOnly={isLocked}
      value={typed ?? shown(milliseconds)}
      onChange={event => {
        const text = event.currentTarget.value;
        setTyped(text);
        const seconds = Number(text.replace(',', '.'));
        if (text.trim() !== '' && Number.isFinite(seconds) && seconds > 0) onChange(Math.round(seconds * 1000));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
