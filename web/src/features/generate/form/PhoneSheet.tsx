import { NumberField } from '@/shared/forms/fields/NumberField';
import { mostImages } from '@/shared/forms/validate';
import { Sheet } from '@/shared/ui/Sheet';
import { StyleChip } from '@/shared/prompt/StyleChip';
import { negativeProps, type FormProps } from './formProps';
import { NegativeField } from '@/shared/prompt/NegativeField';
import classes from './PhoneForm.module.css';
import { SettingsSection } from './SettingsSection';

type Props = FormProps & { isOpen: boolean; onClose: () => void };

export function PhoneSheet({ isOpen, onClose, ...form }: Props) {
  const { settings, submission, onChange } = form;
  const negative = negativeProps(form);
  return (
    <Sheet title="Settings" isOpen={isOpen} position="bottom" size="85%" onClose={onClose}>
      <div className={classes.fields}>
        <SettingsSection {...form} />
        {settings.style !== null && <StyleChip style={settings.style} onClear={() => onChange({ style: null })} />}
        {negative && <NegativeField {...negative} />}
        <NumberField
          label="Number of images"
          hideControls={false}
          min={1}
          max={mostImages}
          allowDecimal={false}
          value={settings.count}
          onChange={count => onChange({ count })}
          error={submission.errors.count}
        />
      </div>
    </Sheet>
  );
}
