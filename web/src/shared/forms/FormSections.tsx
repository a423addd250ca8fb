import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SlotValues, Template } from '@/shared/api/types';
import classes from './FormSections.module.css';
import { changesIn, fieldKey, isFieldVisible, layoutForm, slotsOf, type Field, type Section } from './sections';
import { SizePairField } from './SizePairField';
import { SlotField } from './SlotField';
import { errorOf, type FieldErrors } from './validate';

type Props = {
  template: Template;
  values: SlotValues;
  errors: FieldErrors;
  /** The same function on every call, or each field is drawn each time. */
  onChange: (values: SlotValues) => void;
};

/** The form that a template describes, without its prompt: what most people set, and behind a click what few do. */
export function FormSections(props: Props) {
  const { template, values, errors } = props;
  const { sections, advanced } = useMemo(() => layoutForm(template), [template]);
  const [isOpen, setOpen] = useState(false);
  const hidesError = advanced.some(({ fields }) => fields.flatMap(slotsOf).some(({ name }) => errorOf(errors, name) !== undefined));
  const isShown = isOpen || hidesError;
  const changes = changesIn(advanced, values);

  return (
    <div className={classes.sections}>
      {sections.map(section => (
        <FormSection key={section.name} section={section} {...props} />
      ))}
      {advanced.length > 0 && (
        <div className={classes.section}>
          <UnstyledButton className={classes.toggle} aria-expanded={isShown} onClick={() => setOpen(!isShown)}>
            <IconChevronRight size={16} stroke={1.8} aria-hidden />
            <span>Advanced</span>
            {!isShown && changes > 0 && <span className={classes.changes}>{changes} changed</span>}
          </UnstyledButton>
          {isShown && advanced.map(section => <FormSection key={section.name} section={section} {...props} />)}
        </div>
      )}
    </div>
  );
}

function FormSection({ section, template, values, errors, onChange }: Props & { section: Section }) {
  const fields = section.fields.filter(field => isFieldVisible(field, template, values));
  if (fields.length === 0) return null;
  return (
    <div className={classes.section} role="group" aria-label={section.label ?? undefined}>
      {section.label !== null && !isItsOnlyField(section) && <h2 className={classes.heading}>{section.label}</h2>}
      {pairUp(fields).map(row => (
        <div key={row.map(fieldKey).join()} className={row.length > 1 ? classes.pair : classes.single}>
          {row.map(field => (
            <OneField key={fieldKey(field)} field={field} values={values} errors={errors} onChange={onChange} />
          ))}
        </div>
      ))}
    </div>
  );
}

type OneFieldProps = Pick<Props, 'values' | 'errors' | 'onChange'> & { field: Field };

function OneField({ field, values, errors, onChange }: OneFieldProps) {
  if (field.kind === 'slot') {
    const { slot } = field;
    return <SlotField slot={slot} value={values[slot.name] ?? null} error={errorOf(errors, slot.name)} onChange={onChange} />;
  }
  const { width, height } = field;
  return (
    <SizePairField
      width={width}
      height={height}
      values={[values[width.name] ?? null, values[height.name] ?? null]}
      errors={[errorOf(errors, width.name), errorOf(errors, height.name)]}
      onChange={onChange}
    />
  );
}

/** A field that is all of its section has said its name already. */
const isItsOnlyField = ({ label, fields }: Section) => fields.length === 1 && fields.every(field => field.kind === 'pair' ? label === 'Size' : field.slot.label === label);

/** Two choices after each other stand side by side. */
function pairUp(fields: readonly Field[]): Field[][] {
  const rows: Field[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (last?.length === 1 && last.every(isNarrow) && isNarrow(field)) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

const isNarrow = (field: Field) => field.kind === 'slot' && field.slot.type === 'choice';
