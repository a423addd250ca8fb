import { useQuery } from '@tanstack/react-query';
import { assetUrl } from '@/shared/api/baseUrl';
import classes from './ModelPicture.module.css';
import { modelDetailsQuery } from './queries';

type Props = {
  folder: string;
  name: string;
  /** Whether to ask for it; what was asked for before is shown all the same. */
  isWanted: boolean;
};

/** The picture that a model's file notes, or that lies beside it; nothing where there is none. */
export function ModelPicture({ folder, name, isWanted }: Props) {
  const { data } = useQuery({ ...modelDetailsQuery(folder, name), enabled: isWanted });
  return data?.previewUrl ? <img className={classes.picture} src={assetUrl(data.previewUrl)} alt="" width={32} height={32} loading="lazy" /> : null;
}
