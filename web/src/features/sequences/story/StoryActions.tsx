import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconGitBranch, IconPhoto, IconPlayerPlay, IconSparkles, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { toProblem } from '@/shared/api/problem';
import { branchStory, storyKeys } from '../api';
import { Exports } from '../exports/Exports';
import type { Story } from '../types';
import { useRemoveStory } from './useRemoveStory';

type Props = { story: Story; isPhone: boolean; isRunning: boolean; onStart: () => void; onView: () => void };

/** What is done with a whole story. */
export function StoryActions({ story, isPhone, isRunning, onStart, onView }: Props) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const remove = useRemoveStory();
  const hasPictures = story.frames.some(frame => frame.image !== null);
  const branch = async () => {
    try {
      const made = await branchStory(story.id, `${story.title}, another way`);
      queries.setQueryData(storyKeys.one(made.id), made);
      await navigate({ to: '/stories/$id', params: { id: made.id } });
      notifications.show({ message: 'This is the branch. The story that it came from stays as it is.' });
    } catch (error) {
      notifications.show({ color: 'red', title: 'The branch was not made', message: toProblem(error).message });
    }
  };
  return (
    <>
      {hasPictures && !isPhone && (
        <Button size="xs" variant="default" leftSection={<IconPlayerPlay size={16} stroke={1.6} />} onClick={onView}>
          View
        </Button>
      )}
      <Exports storyId={story.id} hasPictures={hasPictures} isCompact={isPhone} />
      {story.frames.length > 0 && !isRunning && (
        <Button size="xs" leftSection={isPhone ? null : <IconSparkles size={16} stroke={1.6} />} onClick={onStart}>
          Start
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label="More for this story">
            <IconDots size={17} stroke={1.8} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPhone && (
            <Menu.Item leftSection={<IconPlayerPlay size={16} stroke={1.6} />} disabled={!hasPictures} onClick={onView}>
              View
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPhoto size={16} stroke={1.6} />} renderRoot={props => <Link {...props} to="/gallery" search={{ sequence: story.id }} />}>
            In the gallery
          </Menu.Item>
          <Menu.Item leftSection={<IconGitBranch size={16} stroke={1.6} />} onClick={() => void branch()}>
            Branch: a copy to change
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.6} />} onClick={() => void remove(story)}>
            Delete the story
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
