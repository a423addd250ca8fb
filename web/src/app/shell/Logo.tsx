/** A lens that looks at a point of light: the C of the studio. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M23.2 8.6A10.4 10.4 0 1 0 23.2 23.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="23.6" cy="16" r="3.8" fill="var(--cs-accent)" />
    </svg>
  );
}
