import classes from './TokenBar.module.css';

type Props = { tokens: number; limit: number; isCut: boolean };

/** How much of what the model reads at a time the prompt takes. */
export function TokenBar({ tokens, limit, isCut }: Props) {
  const over = tokens > limit || isCut;
  const scale = Math.max(limit, tokens, 1);
  return (
    <div className={classes.tokens} data-over={over || undefined}>
      <div className={classes.bar} role="meter" aria-label="Tokens" aria-valuenow={tokens} aria-valuemin={0} aria-valuemax={scale} aria-valuetext={`${tokens} of ${limit}`}>
        <span className={classes.fill} style={{ width: `${(Math.min(tokens, limit) / scale) * 100}%` }} />
        {over && <span className={classes.rest} style={{ width: `${(Math.max(0, tokens - limit) / scale) * 100}%` }} />}
      </div>
      <span>
        {tokens} of {limit} tokens{over && `: the end is cut off`}
      </span>
    </div>
  );
}
