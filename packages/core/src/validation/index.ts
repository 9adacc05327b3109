export { type BoundedBytes, boundedBytes } from "./bounded-bytes.ts";
export {
	didYouMean,
	type FlagToken,
	type FlagType,
	type FlagValues,
	readFlags,
} from "./flags.ts";
export {
	type Issue,
	malformedIssue,
	optionNotOffered,
	type ParseResult,
} from "./issue.ts";
export { type JsonBytes, parseJsonBytes } from "./json-bytes.ts";
export { isLoopback } from "./loopback.ts";
export { sanitize, sanitizeJson } from "./sanitize.ts";
export { closestMatch } from "./suggest.ts";
export { validate } from "./validate.ts";
