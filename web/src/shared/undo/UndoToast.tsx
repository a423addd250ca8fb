import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { isTyping } from '@/shared/ui/isTyping';
import classes from './UndoToast.module.css';

const patience = 10;

/** Offers that stand, the newest last: only that one answers to the keys. */
const offers: symbol[] = [];

type Props = { label: string; onUndo: () => void; onTimeout: () => void };

export function UndoToast({ label, onUndo, onTimeout }: Props) {
  const [left, setLeft] = useState(patience);
  const undo = useEffectEvent(onUndo);
  const giveUp = useEffectEvent(onTimeout);

  useEffect(() => {
    const until = Date.now() + patience * 1000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      setLeft(seconds);
      if (seconds <= 0) giveUp();
    }, 250);
    return () => clearInterval(timer);
  }, []);

  useEffect(() => {
    const offer = Symbol('undo');
    offers.push(offer);
    const handleKey = (event: KeyboardEvent) => {
      const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isUndo || isTyping(event) || offers.at(-1) !== offer) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener('keydown', handleKey);
    return () => {
      offers.splice(offers.indexOf(offer), 1);
      window.removeEventListener('keydown', handleKey);
    };
  }, []);

  return (
    <span className={classes.toast}>
      <span>{label}</span>
      <Button variant="light" size="compact-sm" onClick={onUndo} aria-keyshortcuts="Control+Z">
        Undo <span className={classes.left} aria-hidden>{Math.max(0, left)}</span>
      </Button>
    </span>
  );
}
