// What surrounds answering a step: a client loads it on first use. The whole is `index.ts`.

export {
	largestSegment,
	type Segment,
	segmentsOf,
	smallestSegment,
	type UploadTarget,
	uploadTargetSchema,
} from "./contract/uploads.ts";
export {
	advanceCall,
	beginCall,
	type CallCommand,
	type CallRule,
	type CallState,
	callSoFar,
	succeeded,
} from "./request/request.ts";
export { foresee } from "./settlement/preview.ts";
export { comparedWithSent, takeUp } from "./settlement/resume.ts";
