// What surrounds answering a step: a client loads it on first use. The whole is `index.ts`.
export { foresee } from "./preview.ts";
export {
	advanceCall,
	beginCall,
	type CallCommand,
	type CallRule,
	type CallState,
	callSoFar,
	succeeded,
} from "./settle/call.ts";
export { comparedWithSent, takeUp } from "./settle/take-up.ts";
export {
	largestSegment,
	type Segment,
	segmentsOf,
	smallestSegment,
	type UploadTarget,
	uploadTargetSchema,
} from "./uploads.ts";
