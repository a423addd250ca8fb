import type { GroupEnd } from '@/shared/api/types';
import { wantsNotices } from './noticeSetting';
import { noticeWords, together, type Ended } from './noticeWords';

const sight = 'comfystudio-in-sight';
/** Long enough that every tab has been told of the same end. */
const settled = 30_000;

/** Tells that a generation has ended: in the tab's title while nobody looks at it, and by the browser for whoever asked for that. */
export function createGroupNotices() {
  /** What ended while nobody looked. A group that grew and ended again is told whole: its count has the images of before in it. */
  const away = new Map<string, Ended>();
  let title = { own: '', shown: '' };
  const told = new Map<string, number>();

  /** After a lost connection the same end may be told again. */
  const isAgain = ({ groupId, ends }: GroupEnd) => {
    const before = told.get(groupId) ?? 0;
    told.set(groupId, Math.max(before, ends));
    return ends <= before;
  };
  const restore = () => {
    if (away.size > 0 && document.title === title.shown) document.title = title.own;
    away.clear();
  };
  const showTitle = (group: GroupEnd) => {
    if (away.size > 0 && document.title !== title.shown) away.clear();
    const own = away.size === 0 ? document.title : title.own;
    away.set(group.groupId, group);
    const words = noticeWords(together([...away.values()]));
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
      if (words === null || isAgain(group)) return;
      if (document.hidden || !document.hasFocus()) showTitle(group);
      if (wantsNotices()) void announce(group, words);
    },
  };
}

/** Every open tab comes here; the first one to take the lock speaks for all, and only when none of them is in sight. */
async function announce({ groupId, ends }: GroupEnd, words: string) {
  await locks()?.request(`comfystudio-notice-${groupId}-${ends}`, { ifAvailable: true }, async lock => {
    if (!lock) return;
    const { held = [] } = (await locks()?.query()) ?? {};
    if (document.hidden && !held.some(({ name }) => name === sight)) show(groupId, words);
    await new Promise(resolve => setTimeout(resolve, settled));
  });
}

/** In the place of what was said of the same group before, and heard like that. */
function show(groupId: string, words: string) {
  const options: NotificationOptions & { renotify: boolean } = { tag: groupId, renotify: true, icon: '/favicon.svg' };
  const notice = new Notification(words, options);
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}

/** Not there on addresses that the browser does not hold for safe; neither are notifications. */
const locks = (): LockManager | undefined => (navigator as Partial<Navigator>).locks;
