import { useLocalStorage } from '@mantine/hooks';

const key = 'comfystudio.notices';

/** `unsupported`: the browser has none, or only for addresses that it holds for safe. */
export type NoticePermission = NotificationPermission | 'unsupported';

export const noticePermission = (): NoticePermission => ('Notification' in window ? Notification.permission : 'unsupported');

export const wantsNotices = () => noticePermission() === 'granted' && localStorage.getItem(key) === 'true';

export const useNoticeSetting = () => useLocalStorage({ key, defaultValue: false, getInitialValueInEffect: false });
