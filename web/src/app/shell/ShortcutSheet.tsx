import { Kbd, Modal } from '@mantine/core';
import classes from './ShortcutSheet.module.css';
import { pages } from './navigation';

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);
const mod = isMac ? '⌘' : 'Ctrl';

const sections = [
  {
    title: 'Anywhere',
    keys: [
      { keys: [mod, 'K'], does: 'Command palette' },
      { keys: ['?'], does: 'This list' },
      ...pages.map(page => ({ keys: ['G', page.hotkey], does: `Go to ${page.label}` })),
    ],
  },
  {
    title: 'Generate',
    keys: [
      { keys: [mod, 'Enter'], does: 'Generate' },
      { keys: [mod, '⇧', 'Enter'], does: 'Generate a draft' },
      { keys: [mod, '↑ ↓'], does: 'Weigh the selected words' },
      { keys: ['Esc'], does: 'Cancel what is running' },
      { keys: ['/'], does: 'Write the prompt' },
    ],
  },
  {
    title: 'Batches',
    keys: [
      { keys: [mod, 'Enter'], does: 'Start the batch' },
      { keys: ['← ↑ ↓ →'], does: 'From cell to cell' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['Space'], does: 'Choose' },
      { keys: ['⇧', 'Space'], does: 'Choose all up to here' },
      { keys: [mod, 'wheel'], does: 'Larger and smaller cells' },
    ],
  },
  {
    title: 'Stories',
    keys: [
      { keys: ['← ↑ ↓ →'], does: 'From frame to frame' },
      { keys: ['Alt', '← ↑ ↓ →'], does: 'Move a frame' },
      { keys: ['Enter'], does: 'Open a frame' },
      { keys: ['Del'], does: 'Delete a frame' },
      { keys: ['Space'], does: 'In the view: play, pause' },
    ],
  },
  {
    title: 'Queue',
    keys: [
      { keys: ['↑', '↓'], does: 'From job to job' },
      { keys: ['Alt', '↑ ↓'], does: 'Move a waiting job' },
      { keys: ['Alt', 'Home'], does: 'Move it to the front' },
      { keys: ['Space'], does: 'Select' },
      { keys: [mod, 'A'], does: 'Select everything that waits' },
      { keys: ['Del'], does: 'Cancel' },
      { keys: [mod, 'Z'], does: 'Bring back what was cancelled' },
    ],
  },
  {
    title: 'Gallery',
    keys: [
      { keys: ['/'], does: 'Search' },
      { keys: ['← ↑ ↓ →'], does: 'From image to image' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['Space'], does: 'Choose; in the viewer, slide show' },
      { keys: ['⇧', '← ↑ ↓ →'], does: 'Choose on the way' },
      { keys: [mod, 'A'], does: 'Choose all' },
      { keys: ['0', '–', '5'], does: 'Rate' },
      { keys: ['F'], does: 'Favourite' },
      { keys: ['I'], does: 'Details' },
      { keys: ['+', '–'], does: 'In the viewer: larger, smaller' },
      { keys: ['Z'], does: 'In the viewer: true pixels, or all of it' },
      { keys: ['Del'], does: 'Delete' },
    ],
  },
];

type Props = { opened: boolean; onClose: () => void };

export function ShortcutSheet({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.sheet}>
        {sections.map(section => (
          <section key={section.title}>
            <h2 className={classes.title}>{section.title}</h2>
            <dl className={classes.list}>
              {section.keys.map(({ keys, does }) => (
                <div key={does} className={classes.row}>
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((key, at) => (
                      <Kbd key={at}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
