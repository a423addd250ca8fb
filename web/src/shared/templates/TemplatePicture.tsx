import { IconBrush, IconMovie, IconPhotoEdit, IconPhotoUp, IconSparkles, IconStretching } from '@tabler/icons-react';
import type { Template } from '@/shared/api/types';
import { assetUrl } from '@/shared/api/baseUrl';
import classes from './TemplatePicture.module.css';

const icons = [
  [/video|anim/i, IconMovie],
  [/upscale/i, IconPhotoUp],
  [/inpaint/i, IconBrush],
  [/pose|control/i, IconStretching],
  [/img2img|image to image|style|adapter/i, IconPhotoEdit],
] as const;

/** What a template makes; a sign for its kind where it brings no picture. */
export function TemplatePicture({ template }: { template: Template }) {
  if (template.preview) return <img className={classes.picture} src={assetUrl(template.preview)} alt="" loading="lazy" decoding="async" />;
  const words = `${template.id} ${template.tags.join(' ')}`;
  const Icon = icons.find(([pattern]) => pattern.test(words))?.[1] ?? IconSparkles;
  return (
    <span className={classes.sign}>
      <Icon size={28} stroke={1.2} aria-hidden />
    </span>
  );
}
