import { useMemo } from 'react';
import type { ImageDetail } from '@/shared/api/types';
import { differences } from '../viewer/parameters';
import classes from './Compare.module.css';

type Props = { images: readonly ImageDetail[]; letters: readonly string[] };

export function DifferenceTable({ images, letters }: Props) {
  const rows = useMemo(() => differences(images), [images]);
  return (
    <div className={classes.table} role="region" aria-label="Settings" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {images.map((image, at) => (
              <th key={image.id} scope="col">
                {letters[at]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values, isAlike }) => (
            <tr key={name} data-alike={isAlike || undefined}>
              <th scope="row">{name}</th>
              {isAlike ? <td colSpan={images.length}>{values[0]}</td> : values.map((value, at) => <td key={at}>{value ?? '–'}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
