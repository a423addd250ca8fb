import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { GroupEnd } from '@/shared/api/types';
import { createGroupNotices } from './groupNotices';
import { noticeWords } from './noticeWords';

const ended: GroupEnd = { groupId: 'g', kind: 'generation', ends: 1, total: 4, succeeded: 4, failed: 0, parked: 0, cancelled: 0 };

/** As the browser's locks, shared by all tabs of the test. */
class FakeLocks {
  readonly held: string[] = [];

  async request(name: string, options: { ifAvailable?: boolean; mode?: string }, run: (lock: object | null) => unknown) {
    if (options.ifAvailable && this.held.includes(name)) return run(null);
    this.held.push(name);
    try {
      return await run({});
    } finally {
      this.held.splice(this.held.indexOf(name), 1);
    }
  }

  query = () => Promise.resolve({ held: this.held.map(name => ({ name })) });
}

const shown: string[] = [];
const stops: (() => void)[] = [];
let isHidden: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  isHidden = true;
  shown.splice(0);
  document.title = 'Queue · ComfyStudio';
  localStorage.setItem('comfystudio.notices', 'true');
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  vi.spyOn(document, 'hasFocus').mockImplementation(() => !isHidden);
  vi.stubGlobal('Notification', class { static permission = 'granted'; close = vi.fn(); constructor(words: string) { shown.push(words); } });
  Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true });
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const openTab = () => {
  const tab = createGroupNotices();
  stops.push(tab.start());
  return tab;
};
const look = (hidden: boolean) => {
  isHidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
};
const settle = () => vi.advanceTimersByTimeAsync(0);

it('says what came of a generation, and nothing of one that was only cancelled', () => {
  expect(noticeWords(ended)).toBe('Done: 4 images');
  expect(noticeWords({ succeeded: 1, failed: 1, parked: 1 })).toBe('Done: 1 image, 2 failed');
  expect(noticeWords({ succeeded: 0, failed: 1, parked: 0 })).toBe('Failed: 1 image');
  expect(noticeWords({ succeeded: 0, failed: 0, parked: 0 })).toBeNull();
});

it('stands in the title of a tab that nobody looks at, added up, until somebody does', () => {
  const tab = openTab();

  tab.tell(ended);
  expect(document.title).toBe('Done: 4 images');
  tab.tell({ ...ended, groupId: 'h', succeeded: 1 });
  expect(document.title).toBe('Done: 5 images');

  look(false);
  expect(document.title).toBe('Queue · ComfyStudio');
  tab.tell({ ...ended, ends: 2 });
  expect(document.title).toBe('Queue · ComfyStudio');
});

it('counts an end once that is told again after a lost connection, however late', () => {
  const tab = openTab();

  tab.tell(ended);
  vi.advanceTimersByTime(60_000);
  tab.tell(ended);

  expect(document.title).toBe('Done: 4 images');
});

it('tells a group that grew and ended again as a whole, beside the others', async () => {
  const tab = openTab();

  tab.tell(ended);
  tab.tell({ ...ended, groupId: 'h', succeeded: 1 });
  tab.tell({ ...ended, ends: 2, total: 6, succeeded: 6 });
  await settle();

  expect(document.title).toBe('Done: 7 images');
  expect(shown).toEqual(['Done: 4 images', 'Done: 1 image', 'Done: 6 images']);
});

it('is told by one of several hidden tabs', async () => {
  const tabs = [openTab(), openTab(), openTab()];

  for (const tab of tabs) tab.tell(ended);
  await settle();

  expect(shown).toEqual(['Done: 4 images']);
});

it('is told by none while one is in sight', async () => {
  isHidden = false;
  const visible = openTab();
  isHidden = true;
  const hidden = openTab();

  hidden.tell(ended);
  visible.tell(ended);
  await settle();

  expect(shown).toEqual([]);
});

it('is told only to whoever asked for it', async () => {
  localStorage.removeItem('comfystudio.notices');

  openTab().tell(ended);
  await settle();

  expect(shown).toEqual([]);
});
