import { ActionIcon, Menu } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import classes from './Viewer.module.css';

const choices = [2, 3, 5, 10, 20, 60] as const;
const usual = 5;

/** How long each image stands in a slide show; kept on this device. */
export const useSlideSeconds = () =>
  useLocalStorage<number>({
    key: 'comfystudio.slides',
    defaultValue: usual,
    getInitialValueInEffect: false,
    deserialize: text => choices.find(each => String(each) === text) ?? usual,
  });

type Props = { seconds: number; onChange: (seconds: number) => void };

export function SlideTime({ seconds, onChange }: Props) {
  return (
    <Menu position="bottom" width={140}>
      <Menu.Target>
        <ActionIcon className={classes.tool ?? ''} w={56} h={40} aria-label={`${seconds} seconds for each image`}>
          {seconds} s
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(each => (
          <Menu.Item key={each} aria-current={each === seconds || undefined} rightSection={each === seconds && <IconCheck size={15} />} onClick={() => onChange(each)}>
            {each} seconds
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
