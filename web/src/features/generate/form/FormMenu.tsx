import { ActionIcon } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Template } from '@/shared/api/types';
import { copyText } from '@/shared/ui/copyText';
import { LatePopup } from '@/shared/ui/LatePopup';
import { shareLink, type Settings } from '@/shared/forms/settings';

const FinalGraph = lazy(() => import('../preview/FinalGraph').then(module => ({ default: module.FinalGraph })));
const load = () => import('./FormItems');
const FormItems = lazy(() => load().then(module => ({ default: module.FormItems })));

type Props = { settings: Settings; template: Template; onReset: () => void };

export function FormMenu({ settings, template, onReset }: Props) {
  const [isGraphOpen, setGraphOpen] = useState(false);
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
          <FormItems target={target} onClose={close} onShowGraph={() => setGraphOpen(true)} onShare={() => void share()} onReset={onReset} />
        )}
      </LatePopup>
      <Suspense>{isGraphOpen && <FinalGraph settings={settings} template={template} onClose={() => setGraphOpen(false)} />}</Suspense>
    </>
  );
}
