import type { OptionForm } from "@signoff/conformance";

/** The sdk takes ids in `respond`, and names in `resolveDraft`. */
export const takesNames: { optionForms: readonly OptionForm[] } = {
	optionForms: ["id", "name"],
};
