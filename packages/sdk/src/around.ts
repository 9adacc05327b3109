// What surrounds answering a step: a client loads it on first use, all of it at once.
export { respondAll } from "./bulk/respond-all.ts";
export {
	createInstance,
	getHistory,
	getInstance,
	listInstances,
} from "./resources/instances.ts";
export { listCompanies, listProjects, listTools, me } from "./resources/me.ts";
export { preview } from "./settlement/preview.ts";
export { createUpload } from "./uploads/create-upload.ts";
