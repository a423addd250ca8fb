import { Notifications } from '@mantine/notifications';

export const Toasts = () => <Notifications position="bottom-right" limit={3} autoClose={6_000} />;
