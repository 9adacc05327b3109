/** The groups of operations. */
export const tags = {
	responses: "Respond to the current step of a workflow instance.",
	workflows: "Read and start workflow instances.",
	directory: "Read who you are, companies and projects.",
	operations: "Run the edge.",
} as const;

/** The name of a group. */
export type Tag = keyof typeof tags;
