import { ActionIcon, Select, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { modelLabel } from '@/shared/format/words';
import { modelsQuery } from '@/shared/models/queries';
import { useRefreshModels } from '../api';
import { groupCheckpoints, type CheckpointGroup } from '../checkpoints';
import classes from './CheckpointField.module.css';
import { FieldHeader } from './FieldHeader';

type Props = { value: string | null; onChange: (name: string) => void; error: string | undefined };

export function CheckpointField({ value, onChange, error }: Props) {
  const { data: models, isError, isPending } = useQuery(modelsQuery);
  const refresh = useRefreshModels();
  const checkpoints = models?.checkpoints ?? [];
  const groups = groupCheckpoints(checkpoints);
  const isGone = value !== null && checkpoints.length > 0 && checkpoints.every(({ name }) => name !== value);
  const folders = new Map(checkpoints.map(({ name, folder }) => [name, folder]));

  return (
    <div>
      <FieldHeader label="Checkpoint" htmlFor="checkpoint">
        <Tooltip label="Ask the engines again">
          <ActionIcon size={24} aria-label="Refresh checkpoints" loading={refresh.isPending} onClick={() => refresh.mutate()}>
            <IconRefresh size={16} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </FieldHeader>
      <Select
        id="checkpoint"
        data={isGone ? [gone(value), ...groups] : groups}
        value={value}
        onChange={name => name && onChange(name)}
        searchable
        placeholder={isPending ? 'Asking the engines…' : 'Choose a checkpoint'}
        nothingFoundMessage="No checkpoint has that name."
        maxDropdownHeight={420}
        error={isGone ? `${modelLabel(value)} is not there any more. Choose another.` : error}
        renderOption={({ option }) => (
          <div className={classes.option}>
            <span>{option.label}</span>
            <small>{folders.get(option.value)}</small>
          </div>
        )}
      />
      {models && checkpoints.length === 0 && <p className={classes.hint}>{emptyHint(models.reachable)}</p>}
      {isError && !models && <p className={classes.hint}>The list of checkpoints did not arrive. Refresh to try again.</p>}
    </div>
  );
}

const gone = (name: string): CheckpointGroup => ({
  group: 'Not there any more',
  items: [{ value: name, label: modelLabel(name), folder: null, disabled: true }],
});

const emptyHint = (isReachable: boolean) =>
  isReachable
    ? 'No checkpoints yet. Put .safetensors files into ComfyUI’s models/checkpoints folder, then refresh.'
    : 'No engine has told its checkpoints yet. Start ComfyUI, then refresh.';
