// The features that `respond` does not need; `client.ts` loads them on first use, as one chunk. With one chunk for each,
// bundlers split the code that `respond` shares with them into six files, which weigh 1.6 kB more in total (gzipped).

export { respondAll } from "./bulk/respond-all.ts";
export { resolveDraft } from "./drafts/resolve-draft.ts";
export { apiRequest } from "./resources/api-request.ts";
export { listCompanies } from "./resources/companies.ts";
export { inbox } from "./resources/inbox.ts";
export {
	createInstance,
	getHistory,
	getInstance,
	listInstances,
} from "./resources/instances.ts";
export { me } from "./resources/me.ts";
export { listProjects } from "./resources/projects.ts";
export { listTools } from "./resources/tools.ts";
export { preview } from "./settlement/preview.ts";
export { settle } from "./settlement/settle.ts";
export { validateSubmission } from "./settlement/validate-submission.ts";
export { createUpload } from "./uploads/create-upload.ts";
