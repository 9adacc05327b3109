import type { Draft } from "@signoff/sdk";
import type { Flags } from "../args/flags.ts";
import type { responseFlags, scopeFlags } from "../args/shared-flags.ts";

/** The flags that name the parts of a submission. */
export type DraftFlags = Flags<typeof scopeFlags & typeof responseFlags>;

/** A draft from flags and settings. */
export type IncompleteDraft = Omit<Draft, "option"> & {
	/** An id or a name; `null` if the person has to be asked. */
	option: string | null;
};
