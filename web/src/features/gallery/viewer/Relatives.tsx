import { useQueries } from '@tanstack/react-query';
import type { Image, ImageDetail } from '@/shared/api/types';
import { imageQuery } from '@/shared/images/queries';
import { Thumbnail } from '@/shared/images/Thumbnail';
import classes from './Details.module.css';

type Props = { title: string; ids: readonly string[]; isLeftOut?: (image: ImageDetail) => boolean; onShow: (image: Image) => void };

const most = 12;

/** What an image came from, or what came from it. What is gone is left out. */
export function Relatives({ title, ids, isLeftOut = () => false, onShow }: Props) {
  const images = useQueries({ queries: ids.slice(0, most).map(id => ({ ...imageQuery(id), retry: false })) }).flatMap(({ data }) => (data && !isLeftOut(data) ? [data] : []));
  if (images.length === 0) return null;
  return (
    <section className={classes.passage}>
      <header>
        <h3>{title}</h3>
      </header>
      <div className={classes.relatives}>
        {images.map(image => (
          <button key={image.id} type="button" aria-label={`Open: ${image.prompt ?? image.fileName}`} onClick={() => onShow(image)}>
            <Thumbnail image={image} />
          </button>
        ))}
      </div>
    </section>
  );
}
