/**
 * Whether a key belongs to an input method. Safari ends a composition before the keydown of the key that ended it,
 * which then says so by its code only (UI Events, section 7.3.1).
 */
export function isComposing(e: KeyboardEvent): boolean {
  return e.isComposing || e.keyCode === 229;
}
