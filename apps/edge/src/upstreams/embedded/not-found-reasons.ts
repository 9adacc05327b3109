import type { Reason } from "@signoff/core";

/** Why a path leads nowhere; each says no more than that. */
export const noSuchCompany: Reason = {
	code: "UNKNOWN_COMPANY",
	message: "There is no such company here.",
};
export const noSuchProject: Reason = {
	code: "UNKNOWN_PROJECT",
	message: "The company has no such project.",
};
export const noSuchInstance: Reason = {
	code: "UNKNOWN_INSTANCE",
	message:
		"There is no such workflow instance at this level: a project's instance is reached under its project only.",
};
