import { IconAlertTriangle, IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react';
import type { PreflightEngine } from '@/shared/api/types';
import { missingWords } from '@/shared/templates/readiness';
import { CopyButton } from '@/shared/ui/CopyButton';
import classes from './EngineReadiness.module.css';

/** What one engine lacks for a template, where to get it and where to put it. */
export function EngineReadiness({ engine }: { engine: PreflightEngine }) {
  const { name, isReachable, isReady, missingNodes, missingModels, gainedInputs } = engine;
  const tone = isReady ? 'ready' : isReachable ? 'missing' : 'away';
  const Icon = { ready: IconCircleCheck, missing: IconAlertTriangle, away: IconPlugConnectedX }[tone];
  return (
    <div className={classes.engine}>
      <div className={classes.head} data-tone={tone}>
        <Icon size={18} stroke={1.6} aria-hidden />
        <strong>{name}</strong>
        <span>{isReady ? 'Ready' : missingModels.length + missingNodes.length > 0 ? `Lacks ${missingWords(engine)}` : 'Away'}</span>
      </div>
      <ul className={classes.list}>
        {missingModels.map(model => (
          <li key={`${model.folder}/${model.name}`}>
            <span className={classes.name}>
              {model.url ? (
                <a href={model.url} target="_blank" rel="noreferrer">
                  {model.name}
                </a>
              ) : (
                model.name
              )}
            </span>
            <span className={classes.where}>
              Put it into <code>{model.where}</code>
              <CopyButton text={model.where} label="Copy the folder" />
            </span>
          </li>
        ))}
        {missingNodes.map(node => (
          <li key={node.classType}>
            <span className={classes.name}>{node.classType}</span>
            <span className={classes.where}>
              {node.url ? (
                <>
                  A node of{' '}
                  <a href={node.url} target="_blank" rel="noreferrer">
                    {node.package ?? node.url}
                  </a>
                  : install it, then restart ComfyUI.
                </>
              ) : (
                'No known package brings this node. Look for it in ComfyUI’s manager.'
              )}
            </span>
          </li>
        ))}
      </ul>
      {gainedInputs.length > 0 && (
        <p className={classes.gained}>
          This ComfyUI is newer than the template: {gainedInputs.map(({ classType, input }) => `${classType}.${input}`).join(', ')} take their defaults.
        </p>
      )}
    </div>
  );
}
