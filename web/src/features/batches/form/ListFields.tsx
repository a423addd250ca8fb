import { Button, Select, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef, useState, type ClipboardEvent } from 'react';
import type { Template } from '@/shared/api/types';
import { bytes, plural } from '@/shared/format/words';
import type { FieldErrors } from '@/shared/forms/validate';
import { useFileDrop } from '@/shared/inputs/useFileDrop';
import type { ListFormat, ListPreview as Preview } from '../types';
import type { ListDraft } from './draft';
import classes from './List.module.css';
import { ListPreview } from './ListPreview';

type Props = {
  list: ListDraft;
  template: Template;
  preview: Preview | null;
  isStale: boolean;
  errors: FieldErrors;
  onChange: (patch: Partial<ListDraft>) => void;
};

const formats: { value: ListFormat; label: string }[] = [
  { value: 'auto', label: 'Find out the format' },
  { value: 'lines', label: 'One prompt a line' },
  { value: 'csv', label: 'CSV' },
  { value: 'tsv', label: 'TSV' },
];
const largest = 4_000_000;

/** Rows from anywhere: typed, pasted from a sheet, dropped as a file. */
export function ListFields({ list, template, preview, isStale, errors, onChange }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    const text = file.size > largest ? '' : await file.text();
    if (file.size > largest) setProblem(`${file.name} has ${bytes(file.size)}; a list of up to ${bytes(largest)} can be taken.`);
    else if (text.includes('\0')) setProblem(`${file.name} is not a text. Save it as CSV, TSV or plain lines.`);
    else onChange({ text, format: formatOf(file.name), columns: {} });
  };
  const drop = useFileDrop(({ files }) => void take(files[0]));
  const handlePaste = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files;
    if (!file || event.clipboardData.getData('text/plain') !== '') return;
    event.preventDefault();
    void take(file);
  };

  return (
    <div className={classes.list}>
      <div
        className={classes.drop}
        {...drop}
      >
        <Textarea
          label="Rows"
          description="One prompt a line, or a table with a heading: each column goes into a field."
          placeholder={'a lighthouse at dawn\na lighthouse in a storm\n\nor:  prompt, steps, cfg'}
          autosize
          minRows={5}
          maxRows={14}
          spellCheck={false}
          value={list.text}
          error={problem ?? errors['list.text'] ?? errors.list ?? errors['list.format']}
          classNames={{ input: classes.text ?? '' }}
          onPaste={handlePaste}
          onChange={event => onChange({ text: event.currentTarget.value })}
        />
      </div>
      <div className={classes.tools}>
        <Button variant="default" size="compact-md" leftSection={<IconFileUpload size={16} stroke={1.6} />} onClick={() => picker.current?.click()}>
          Open a file
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-label="A file with rows"
          onChange={event => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Select
          aria-label="How to read the rows"
          size="xs"
          className={classes.format ?? ''}
          data={formats}
          value={list.format}
          onChange={format => onChange({ format: (format ?? 'auto'), columns: {} })}
        />
        {preview && <span className={classes.total}>{plural(preview.total, 'row')}</span>}
      </div>
      {preview && list.text.trim() !== '' && (
        <ListPreview preview={preview} template={template} columns={list.columns} isStale={isStale} errors={errors} onColumns={columns => onChange({ columns })} />
      )}
    </div>
  );
}

const formatOf = (name: string): ListFormat => (/\.tsv$/i.test(name) ? 'tsv' : /\.csv$/i.test(name) ? 'csv' : 'auto');
