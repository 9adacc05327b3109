/** Shown at the end of the summary. */
export const finalNotice = "Once it is on record it cannot be changed here.";
