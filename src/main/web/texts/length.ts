/** As the server counts: characters, not halves of them. */
export function length(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
