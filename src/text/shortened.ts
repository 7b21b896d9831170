/** The beginning of what somebody wrote, in one line of at most so many characters and "…", cut between characters. */
export function shortened(text: string, most: number): string {
  const beginning = text.slice(0, 20 * most + 100);
  const flat = beginning.replace(/\s+/g, ' ').trim();
  const characters = Array.from(flat);
  const whole = characters.length <= most && beginning.length === text.length;
  return whole ? flat : `${characters.slice(0, most).join('')}…`;
}
