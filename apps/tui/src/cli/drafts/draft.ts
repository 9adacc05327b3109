import type { Draft } from "@signoff/sdk";

/** A draft from flags and settings. */
export type IncompleteDraft = Omit<Draft, "option"> & {
	/** An id or a name; `null` if the person has to be asked. */
	option: string | null;
};
