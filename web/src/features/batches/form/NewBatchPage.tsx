import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { promptSlot } from '@/shared/forms/sections';
import type { Patch } from '@/shared/forms/settings';
import { isAbout, type FieldErrors } from '@/shared/forms/validate';
import { useSettings } from '@/shared/forms/useSettings';
import { count, plural } from '@/shared/format/words';
import { drawWords } from '@/shared/prompt/draws';
import { templatesQuery } from '@/shared/templates/queries';
import { PageHeading } from '@/shared/ui/Page';
import type { ListPreview } from '../types';
import { imagesOf, takenSlots, toBatchRequest, type Way } from './draft';
import { EstimatePanel } from './EstimatePanel';
import { ListFields } from './ListFields';
import { faultsId } from './listErrors';
import classes from './NewBatchPage.module.css';
import { Options } from './Options';
import { ownPreview } from './ownPreview';
import { SeedsFields } from './SeedsFields';
import { SweepFields } from './SweepFields';
import { TemplateFields } from './TemplateFields';
import { useArrival } from './useArrival';
import { useBatchDraft } from './useBatchDraft';
import { usePlan } from './usePlan';
import { useStart } from './useStart';
import { useSubmitKey } from './useSubmitKey';
import { validateBatch } from './validate';

const ways: { value: Way; label: string }[] = [
  { value: 'seeds', label: 'Seeds' },
  { value: 'list', label: 'List' },
  { value: 'sweep', label: 'Sweep' },
];
const wayHelp: Record<Way, string> = {
  seeds: 'The same prompt several times, each image from another seed.',
  list: 'One image or more for each row of a list.',
  sweep: 'The same image with other settings, as a grid to compare.',
};

const noColumns: ListPreview['columns'] = [];
const sameColumns = (a: ListPreview['columns'], b: ListPreview['columns']) => a.length === b.length && a.every(({ header, slot }, at) => header === b[at]?.header && slot === b[at].slot);

export function NewBatchPage() {
  const templates = useQuery(templatesQuery);
  const { settings, change, template } = useSettings('comfystudio.batch.form');
  const acts = useBatchDraft();
  const { draft } = acts;
  const [wasTried, setTried] = useState(false);
  const starting = useStart();
  useArrival(change);

  const [columns, setColumns] = useState<ListPreview['columns']>(noColumns);
  const taken = useMemo(() => (template ? takenSlots(draft, template, columns) : new Set<string>()), [draft, template, columns]);
  const found = useMemo(() => (template ? validateBatch(draft, template, settings.values, taken) : {}), [draft, template, settings.values, taken]);
  // Of a list the studio has to say what its columns are for, and with that which fields are still wanted.
  const isWhole = template !== undefined && Object.keys(found).every(path => draft.way === 'list' && isAbout(path, 'slots'));
  const request = isWhole ? toBatchRequest(draft, settings, template, taken) : null;
  const planning = usePlan(request);
  const list = planning.list ?? (template && draft.way === 'list' ? ownPreview(draft.list, template) : null);
  if (!sameColumns(list?.columns ?? noColumns, columns)) setColumns(list?.columns ?? noColumns);
  const errors = shownErrors(wasTried ? found : late(found), { ...planning.refused, ...starting.refused }, wasTried);

  const images = template ? imagesOf(draft, template) : null;
  // What is counted here is right at once; a list only the studio can count.
  const total = (planning.isStale ? images : null) ?? planning.plan?.images ?? images;
  const faulty = draft.way === 'list' && !planning.isStale ? new Set(list?.errors.map(({ row }) => row)).size : 0;
  const start = () => {
    setTried(true);
    if (faulty > 0) {
      document.getElementById(faultsId)?.focus();
      return;
    }
    if (request && Object.keys(found).length === 0 && !starting.isStarting) starting.start(request);
  };
  useSubmitKey(start);
  const handleChange = (patch: Patch) => {
    for (const name of Object.keys(patch.values ?? {})) starting.forgive(`slots.${name}`);
    change(patch);
  };
  const prompt = settings.values[(template && promptSlot(template)?.name) ?? ''];

  return (
    <form className={classes.page} aria-label="New batch" noValidate onSubmit={event => event.preventDefault()}>
      <PageHeading title="New batch" />
      <div className={classes.scroll}>
        <div className={classes.fields}>
          <TemplateFields settings={settings} template={template} templates={templates} taken={taken} errors={errors} onChange={handleChange} />
        </div>
        <div className={classes.batch}>
          <div className={classes.way}>
            <SegmentedControl aria-label="Way" data={ways} value={draft.way} onChange={way => acts.change({ way: way })} />
            <p>{wayHelp[draft.way]}</p>
          </div>
          {draft.way === 'list' && template && (
            <ListFields
              list={draft.list}
              template={template}
              preview={list}
              isStale={planning.isStale}
              errors={errors}
              onChange={patch => {
                starting.forgive('list');
                acts.changeList(patch);
              }}
            />
          )}
          {draft.way === 'sweep' && template && <SweepFields draft={draft} template={template} values={settings.values} errors={errors} acts={acts} />}
          <SeedsFields way={draft.way} seeds={draft.seeds[draft.way]} errors={errors} onChange={acts.changeSeeds} />
          <EstimatePanel state={planning} images={images} template={template} refusals={refusals(errors)} />
          <Options draft={draft} hasWildcards={typeof prompt === 'string' && drawWords(prompt) !== null} error={errors.title} onChange={acts.change} />
        </div>
      </div>
      <div className={classes.bar}>
        <Problem errors={wasTried ? found : {}} refused={starting.refused} error={starting.error} />
        <Button size="md" className={classes.start ?? ''} loading={starting.isStarting} disabled={!template} onClick={start} aria-keyshortcuts="Control+Enter">
          {faulty > 0 ? `${plural(faulty, 'row')} to correct` : total === null || total === 0 ? 'Start' : `Make ${plural(total, 'image')}`}
        </Button>
      </div>
    </form>
  );
}

/** An empty field is no mistake before somebody wanted to start; a wrong number is. */
const late = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([path, sentence]) => !isAbout(path, 'slots') && !emptyYet.some(words => sentence?.startsWith(words))));
const emptyYet = ['Choose what', 'Paste some', 'Give ', 'A range needs', 'Without random'];

/** What the API says of the same field says more. The missing prompt is said when somebody wants to start. */
const shownErrors = (own: FieldErrors, refused: FieldErrors, wasTried: boolean): FieldErrors => {
  const told = Object.entries(refused).filter(([path]) => wasTried || !isAbout(path, 'slots.prompt'));
  return { ...own, ...Object.fromEntries(told) };
};

/** What is said of the whole rather than of a field. */
const refusals = (errors: FieldErrors) => ['images', 'seeds', 'template', 'style', 'engine'].flatMap(path => errors[path] ?? []);

function Problem({ errors, refused, error }: { errors: FieldErrors; refused: FieldErrors; error: Error | null }) {
  const sentences = [...new Set([...Object.values(errors), ...Object.values(refused)])];
  const words = sentences.length > 1 ? `${count(sentences.length)} things need attention: ${sentences[0] ?? ''}` : (sentences[0] ?? error?.message);
  return words === undefined ? null : (
    <p className={classes.problem} role="alert">
      {words}
    </p>
  );
}
