import type { Reason } from "../outcome/outcome.ts";

/** The reason of a 404 for a company that does not exist or does not know the caller. */
export const noSuchCompany: Reason = {
	code: "UNKNOWN_COMPANY",
	message: "There is no such company here.",
};
/** The reason of a 404 for a project. */
export const noSuchProject: Reason = {
	code: "UNKNOWN_PROJECT",
	message: "The company has no such project.",
};
/** The reason of a 404 for an instance. */
export const noSuchInstance: Reason = {
	code: "UNKNOWN_INSTANCE",
	message:
		"There is no such workflow instance at this level: a project's instance is reached under its project only.",
};
