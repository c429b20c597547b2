/** A number as the clinic's country writes it, with its decimal sign and no groups: what a field shows and the server reads back. */
export function shown(value: number | string): string {
  return String(value).replace(".", document.documentElement.dataset.decimal || ".");
}
