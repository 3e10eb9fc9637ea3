/** A file of a report that is a folder. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}
