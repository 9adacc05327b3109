// What surrounds answering a step: a client loads it on first use, all of it at once.
export { respondAll } from "./bulk/respond-all.ts";
export { listCompanies, listProjects, listTools, me } from "./directory.ts";
export {
	createInstance,
	getHistory,
	getInstance,
	listInstances,
} from "./instances.ts";
export { preview } from "./preview.ts";
export { createUpload } from "./uploads/create.ts";
