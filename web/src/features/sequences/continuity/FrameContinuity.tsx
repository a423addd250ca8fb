import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import panel from '../frame/FramePanel.module.css';
import type { Continuity, Frame } from '../types';
import classes from './FrameContinuity.module.css';
import { useContinuity } from './useContinuity';

type Numbers = { palette: number; paletteMeans: string; likeness: number; likenessMeans: string };

/** How the frame's picture goes with its neighbours and with its references: advice, for which nothing is refused. */
export function FrameContinuity({ frame }: { frame: Frame }) {
  const { of, scale, problem, retry } = useContinuity();
  const known = of(frame);
  if (frame.image !== null && problem)
    return (
      <Section>
        <p className={classes.note}>Not compared: {problem.message}</p>
        <Button className={classes.retry ?? ''} size="compact-xs" variant="default" onClick={retry}>
          Compare again
        </Button>
      </Section>
    );
  const { before, after, references, remarks } = known ?? { before: null, after: null, references: [], remarks: [] };
  if (!scale || (!before && !after && references.length === 0)) return null;

  return (
    <Section>
      <Remarks remarks={remarks} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Compared with</th>
            <th scope="col">Colours</th>
            <th scope="col">Likeness</th>
          </tr>
        </thead>
        <tbody>
          {before && <Compared name={`Frame ${before.number}, before`} numbers={before} />}
          {after && <Compared name={`Frame ${after.number}, after`} numbers={after} />}
          {references.map((reference, at) => (
            <Compared key={at} name={`${reference.name || 'No name'}, reference`} numbers={reference} />
          ))}
        </tbody>
      </table>
      <Meanings scale={scale} />
    </Section>
  );
}

const Section = ({ children }: { children: React.ReactNode }) => (
  <section className={panel.section} aria-label="Continuity">
    <h3 className={panel.label}>Continuity</h3>
    {children}
  </section>
);

/** What may be worth a look. */
function Remarks({ remarks }: { remarks: readonly string[] }) {
  return remarks.map(remark => (
    <p key={remark} className={classes.remark}>
      <IconEye size={15} stroke={1.6} aria-hidden />
      {remark}
    </p>
  ));
}

function Compared({ name, numbers }: { name: string; numbers: Numbers }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <strong>{shown(numbers.palette, 1)}</strong> {numbers.paletteMeans}
      </td>
      <td>
        <strong>{shown(numbers.likeness, 2)}</strong> {numbers.likenessMeans}
      </td>
    </tr>
  );
}

function Meanings({ scale }: { scale: Continuity['scale'] }) {
  return (
    <details className={classes.meanings}>
      <summary>What the numbers mean</summary>
      <p>Advice only: nothing is refused for them.</p>
      <Steps label="Colours, 0 to 100: how far the palettes are apart" steps={scale.palette} />
      <Steps label="Likeness, up to 1: how alike the shapes are; about 0.5 is nothing in common" steps={scale.likeness} />
    </details>
  );
}

function Steps({ label, steps }: { label: string; steps: Continuity['scale']['palette'] }) {
  return (
    <>
      <p>{label}</p>
      <dl>
        {steps.toReversed().map(({ from, means }) => (
          <div key={from}>
            <dt>from {from}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const shown = (value: number, digits: number) => value.toLocaleString('en', { maximumFractionDigits: digits });
