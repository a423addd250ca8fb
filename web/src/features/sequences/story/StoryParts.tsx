import type { Template } from '@/shared/api/types';
import { Bible } from '../bible/Bible';
import { Board } from '../board/Board';
import { ShotTable } from '../shots/ShotTable';
import type { StoryView } from '../search';
import { SettingsTab } from './SettingsTab';
import type { usePlan } from './usePlan';

type Props = { view: StoryView; ratio: number; template: Template | undefined; plan: ReturnType<typeof usePlan> };

/** One part of a story at a time. */
export function StoryParts({ view, ratio, template, plan }: Props) {
  switch (view) {
    case 'board':
      return <Board ratio={ratio} />;
    case 'shots':
      return <ShotTable ratio={ratio} />;
    case 'bible':
      return <Bible />;
    case 'settings':
      return <SettingsTab template={template} plan={plan} />;
  }
}
