/** Captures: what others recorded of a server, as files. */

/** The formats of captures, in the order in which they are tried. */
export const captureFormats = ['har', 'bayeux', 'notifications'] as const;

/** The id of a format of captures. */
export type CaptureFormat = (typeof captureFormats)[number];

/** A file that holds a capture. */
export interface CaptureFile {
  /** As the user named it. */
  readonly name: string;
  readonly text: string;
}
