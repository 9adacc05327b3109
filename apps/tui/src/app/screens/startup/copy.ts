/** Shown while something is loaded. */
export const loadingText: Record<"companies" | "instance", string> = {
	companies: "Looking for your companies",
	instance: "Reading the step",
};

/** Shown if the list of companies is empty. */
export const noCompanies =
	"The server shows you no company. Check with an administrator that you and this app belong to one.";

/** Shown if no step of the instance is current. */
export function noCurrentStep(instanceId: string): string {
	return `No step of instance ${instanceId} is current: its workflow has ended, so there is nothing to answer.`;
}
