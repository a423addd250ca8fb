import { Switch } from '@mantine/core';
import { useState } from 'react';
import { noticePermission, useNoticeSetting } from '@/shared/notices/noticeSetting';
import classes from './Webhooks.module.css';

/** The browser is asked for its permission only by the click on the switch. */
export function Notices() {
  const [isWanted, setWanted] = useNoticeSetting();
  const [permission, setPermission] = useState(noticePermission);

  const handleChange = async (wanted: boolean) => {
    if (wanted && permission === 'default') {
      const answer = await Notification.requestPermission();
      setPermission(answer);
      setWanted(answer === 'granted');
    } else setWanted(wanted && permission === 'granted');
  };

  return (
    <section className={classes.section} aria-labelledby="notices">
      <header>
        <h2 id="notices" className={classes.title}>
          Notifications
        </h2>
        <p className={classes.intro}>The title of the tab always says when a generation has ended while you were elsewhere.</p>
      </header>
      <Switch
        label="Also tell me by a notification of this browser"
        description={hints[permission]}
        checked={isWanted && permission === 'granted'}
        disabled={permission === 'denied' || permission === 'unsupported'}
        onChange={event => void handleChange(event.currentTarget.checked)}
      />
    </section>
  );
}

const hints: Record<ReturnType<typeof noticePermission>, string> = {
  default: 'Only while the studio is out of sight, and only once however many tabs are open. The browser will ask you.',
  granted: 'Only while the studio is out of sight, and only once however many tabs are open.',
  denied: 'The browser blocks notifications of this address. Allow them in its site settings, then reload.',
  unsupported: 'This browser shows notifications only for https addresses and for localhost.',
};
