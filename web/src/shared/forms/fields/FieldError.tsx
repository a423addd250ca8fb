import classes from './FieldError.module.css';

export const FieldError = ({ id, error }: { id: string; error: string | undefined }) =>
  error === undefined ? null : (
    <p id={`${id}-error`} className={classes.error}>
      {error}
    </p>
  );
