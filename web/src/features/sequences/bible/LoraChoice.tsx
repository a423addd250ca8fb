import { Button, CloseButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { modelLabel } from '@/shared/format/words';
import { modelsIn, modelsQuery } from '@/shared/models/queries';
import { LatePopup } from '@/shared/ui/LatePopup';
import classes from './Bible.module.css';

const load = () => import('@/shared/models/ModelPopover');
const ModelPopover = lazy(() => load().then(module => ({ default: module.ModelPopover })));

type Props = { of: string; lora: string | null; onChange: (lora: string | null) => void };

/** The LoRA that was taught this person; it is only used in frames that they are in. */
export function LoraChoice({ of, lora, onChange }: Props) {
  const { data, isPending } = useQuery(modelsQuery);
  const models = modelsIn(data, 'loras');
  const label = lora === null ? 'None' : (models.find(({ name }) => name === lora)?.label ?? modelLabel(lora));
  return (
    <div>
      <p className={classes.label}>LoRA</p>
      <LatePopup
        target={button => (
          <div style={{ display: 'flex', gap: 4 }}>
            <Button
              size="xs"
              variant="default"
              fullWidth
              justify="space-between"
              aria-label={`LoRA of ${of}: ${label}`}
              aria-haspopup="dialog"
              rightSection={<IconSelector size={15} stroke={1.6} aria-hidden />}
              onPointerEnter={() => void load()}
              {...button}
            >
              {label}
            </Button>
            {lora !== null && <CloseButton size="md" aria-label={`${of} without a LoRA`} onClick={() => onChange(null)} />}
          </div>
        )}
      >
        {(target, close) => (
          <ModelPopover
            target={target}
            onClose={close}
            label="LoRA"
            folder="loras"
            models={models}
            reachable={data?.reachable ?? false}
            isLoading={isPending}
            chosen={lora === null ? [] : [lora]}
            onChoose={({ name }) => {
              onChange(name);
              close();
            }}
          />
        )}
      </LatePopup>
    </div>
  );
}
