import { Page } from '@/shared/ui/Page';
import { Notices } from './Notices';
import classes from './SettingsPage.module.css';
import { Webhooks } from './Webhooks';

export function SettingsPage() {
  return (
    <Page title="Settings">
      <div className={classes.page}>
        <Notices />
        <Webhooks />
      </div>
    </Page>
  );
}
