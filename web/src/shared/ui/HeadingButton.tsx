import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './HeadingButton.module.css';

type Props = Pick<ButtonProps, 'loading'> & {
  icon: ReactNode;
  label: string;
  onClick?: () => void;
  /** For one that is a link. */
  renderRoot?: (props: Record<string, unknown>) => ReactNode;
};

/** What a page is there for, beside its heading. Its word gives way to the heading where there is little room. */
export function HeadingButton({ icon, label, ...rest }: Props) {
  return (
    <Button size="compact-md" h={36} aria-label={label} leftSection={icon} classNames={{ root: classes.button, section: classes.icon, label: classes.word }} {...rest}>
      {label}
    </Button>
  );
}
