import type { GroupEnd } from '@/shared/api/types';
import { wantsNotices } from './noticeSetting';
import { noticeWords, together, type Ended } from './noticeWords';

const sight = 'comfystudio-in-sight';
/** Long enough that every tab has been told of the same end. */
const settled = 30_000;

/** Tells that a generation has ended: in the tab's title while nobody looks at it, and by the browser for whoever asked for that. */
export function createGroupNotices() {
  let away: Ended | null = null;
  let title = { own: '', shown: '' };
  const told = new Map<string, { words: string; at: number }>();

  /** After a lost connection the same end may be told again. */
  const isAgain = (groupId: string, words: string) => {
    const before = told.get(groupId);
    told.set(groupId, { words, at: Date.now() });
    return before?.words === words && Date.now() - before.at < settled;
  };
  const restore = () => {
    if (away !== null && document.title === title.shown) document.title = title.own;
    away = null;
  };
  const showTitle = (group: GroupEnd) => {
    if (away !== null && document.title !== title.shown) away = null;
    const own = away === null ? document.title : title.own;
    away = together(away ?? { succeeded: 0, failed: 0, parked: 0 }, group);
    const words = noticeWords(away);
    if (words === null) return;
    title = { own, shown: words };
    document.title = words;
  };

  // One lock is held for as long as this tab is in sight, so that the others know that somebody looks.
  let release: (() => void) | null = null;
  const handleSight = () => {
    release?.();
    release = null;
    if (document.hidden) return;
    restore();
    const held = new Promise<void>(resolve => (release = resolve));
    void locks()?.request(sight, { mode: 'shared' }, () => held);
  };

  return {
    start: () => {
      document.addEventListener('visibilitychange', handleSight);
      window.addEventListener('focus', restore);
      handleSight();
      return () => {
        document.removeEventListener('visibilitychange', handleSight);
        window.removeEventListener('focus', restore);
        release?.();
      };
    },
    tell: (group: GroupEnd) => {
      const words = noticeWords(group);
      if (words === null || isAgain(group.groupId, words)) return;
      if (document.hidden || !document.hasFocus()) showTitle(group);
      if (wantsNotices()) void announce(group.groupId, words);
    },
  };
}

/** Every open tab comes here; the first one to take the lock speaks for all, and only when none of them is in sight. */
async function announce(groupId: string, words: string) {
  await locks()?.request(`comfystudio-notice-${groupId}`, { ifAvailable: true }, async lock => {
    if (!lock) return;
    const { held = [] } = (await locks()?.query()) ?? {};
    if (document.hidden && !held.some(({ name }) => name === sight)) show(groupId, words);
    await new Promise(resolve => setTimeout(resolve, settled));
  });
}

function show(groupId: string, words: string) {
  const notice = new Notification(words, { tag: groupId, icon: '/favicon.svg' });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}

/** Not there on addresses that the browser does not hold for safe; neither are notifications. */
const locks = (): LockManager | undefined => (navigator as Partial<Navigator>).locks;
