import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { plural } from '@/shared/format/words';
import { ProgressBar } from '@/shared/ui/ProgressBar';
import classes from './ImportPanel.module.css';
import type { Import } from './useImports';

type Props = { imports: readonly Import[]; onCancel: () => void; onClose: () => void };

const isOpen = ({ status }: Import) => status === 'waiting' || status === 'sending';

/** How far the files are that somebody dropped onto the gallery. */
export function ImportPanel({ imports, onCancel, onClose }: Props) {
  if (imports.length === 0) return null;
  const open = imports.filter(isOpen).length;
  return (
    <section className={classes.panel} aria-label="Imports">
      <header className={classes.head}>
        <span role="status">{headline(imports, open)}</span>
        {open > 0 ? (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        ) : (
          <CloseButton aria-label="Close the list of imports" onClick={onClose} />
        )}
      </header>
      <ul className={classes.list}>
        {imports.map(each => (
          <li key={each.id} className={classes.item}>
            <span className={classes.name} title={each.name}>
              {each.name}
            </span>
            <Outcome file={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function headline(imports: readonly Import[], open: number): string {
  if (open > 0) return `Importing: ${plural(open, 'file')} left`;
  const count = (status: Import['status']) => imports.filter(each => each.status === status).length;
  const parts = [
    `${plural(count('stored'), 'image')} imported`,
    count('known') > 0 ? `${count('known')} in the gallery already` : null,
    count('failed') > 0 ? `${count('failed')} not imported` : null,
  ];
  return parts.filter(part => part !== null).join(', ');
}

function Outcome({ file: { name, status, fraction, message, imageId } }: { file: Import }) {
  switch (status) {
    case 'waiting':
      return <span className={classes.quiet}>Waits</span>;
    case 'sending':
      return (
        <span className={classes.bar}>
          <ProgressBar fraction={fraction} label={`Importing ${name}`} />
        </span>
      );
    case 'stored':
      return (
        <span className={classes.good}>
          <IconCheck size={16} aria-hidden /> <Shown imageId={imageId}>Imported</Shown>
        </span>
      );
    case 'known':
      return (
        <span className={classes.quiet}>
          <IconCopy size={15} aria-hidden /> <Shown imageId={imageId}>In the gallery already</Shown>
        </span>
      );
    case 'failed':
      return (
        <span className={classes.bad}>
          <IconAlertTriangle size={15} aria-hidden /> {message}
        </span>
      );
  }
}

const Shown = ({ imageId, children }: { imageId: string | null; children: string }) =>
  imageId === null ? children : <Link to="/gallery" search={{ image: imageId }}>{children}</Link>;
