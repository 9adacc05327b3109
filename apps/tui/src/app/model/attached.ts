import type { Attachments } from "@signoff/core";

/** Files of a draft: paths of files to upload, and files that the server has. */
export type Attached = { files: string[]; attachments?: Attachments };

/** A draft without files. */
export const nothingAttached: Attached = { files: [] };
