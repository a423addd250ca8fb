import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Template } from '@/shared/api/types';
import { copyText } from '@/shared/ui/copyText';
import { LatePopup } from '@/shared/ui/LatePopup';
import { changedValues, shareLink, type Settings } from '@/shared/forms/settings';

const FinalGraph = lazy(() => import('../preview/FinalGraph').then(module => ({ default: module.FinalGraph })));
const load = () => import('./FormItems');
const FormItems = lazy(() => load().then(module => ({ default: module.FormItems })));

type Props = { settings: Settings; template: Template; onReset: () => void };

export function FormMenu({ settings, template, onReset }: Props) {
  const [isGraphOpen, setGraphOpen] = useState(false);
  const navigate = useNavigate();
  const { style } = settings;
  const batch = () =>
    void navigate({ to: '/batches/new', search: { template: template.id, values: changedValues(settings, template), ...(style === null ? {} : { style }) } });
  const share = async () => {
    const done = await copyText(shareLink(settings, template, window.location.origin));
    notifications.show({ message: done ? 'A link to these settings is copied.' : 'The browser did not allow copying.' });
  };
  return (
    <>
      <LatePopup
        target={button => (
          <ActionIcon size={36} aria-label="More for this form" aria-haspopup="menu" onPointerEnter={() => void load()} {...button}>
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        )}
      >
        {(target, close) => (
          <FormItems target={target} onClose={close} onShowGraph={() => setGraphOpen(true)} onBatch={batch} onShare={() => void share()} onReset={onReset} />
        )}
      </LatePopup>
      <Suspense>{isGraphOpen && <FinalGraph settings={settings} template={template} onClose={() => setGraphOpen(false)} />}</Suspense>
    </>
  );
}
