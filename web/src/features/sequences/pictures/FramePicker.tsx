import { useMediaQuery } from '@mantine/hooks';
import { Thumbnail } from '@/shared/images/Thumbnail';
import { Dialog } from '@/shared/ui/Dialog';
import { picturedBy } from '../story/pictured';
import { useStory } from '../story/storyContext';
import classes from './FramePicker.module.css';

type Props = { title: string; onChoose: (frameId: string) => void; onClose: () => void };

/** One frame of the story; it need not have a picture yet. */
export function FramePicker({ title, onChoose, onClose }: Props) {
  const { story } = useStory();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Dialog title={title} size={820} fullScreen={isPhone} onClose={onClose}>
      <p className={classes.lead}>Its picture is the reference in every other frame. It is made first; the others wait for it.</p>
      {story.frames.length === 0 && <p className={classes.lead}>There are no frames yet.</p>}
      <ul className={classes.grid}>
        {story.frames.map(({ id, image, title: name, action }, at) => (
          <li key={id}>
            <button
              type="button"
              className={classes.choice}
              data-autofocus={at === 0 || undefined}
              onClick={() => {
                onChoose(id);
                onClose();
              }}
            >
              <span className={classes.picture}>{image && <Thumbnail image={picturedBy(image, '')} />}</span>
              <span className={classes.words}>
                <strong>Frame {at + 1}</strong> {name || action}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
