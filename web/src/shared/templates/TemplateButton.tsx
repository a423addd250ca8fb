import { UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Template } from '@/shared/api/types';
import classes from './TemplateButton.module.css';

const load = () => import('./TemplatePicker');
const TemplatePicker = lazy(() => load().then(module => ({ default: module.TemplatePicker })));

type Props = { template: Template; onChoose: (id: string) => void };

/** What is being made, and the way to something else. */
export function TemplateButton({ template, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton
        className={classes.button}
        aria-label={`Template: ${template.title}`}
        aria-haspopup="dialog"
        onPointerEnter={() => void load()}
        onClick={() => setOpen(true)}
      >
        <span>{template.title}</span>
        <IconSelector size={16} stroke={1.6} aria-hidden />
      </UnstyledButton>
      <Suspense>{isOpen && <TemplatePicker current={template.id} onChoose={onChoose} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
