/** Single-letter shortcuts keep out of the way of whoever writes, and of open dialogs and lists. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input:not([type="checkbox"]), textarea, select, [role="dialog"], [role="listbox"]') !== null;
}
