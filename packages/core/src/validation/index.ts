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
	unknownStep,
} from "./issue.ts";

export { type JsonBytes, parseJsonBytes, textEncoding } from "./json-bytes.ts";

export { sanitize, sanitizeJson } from "./sanitize.ts";
export { closestMatch } from "./suggest.ts";
export { validate } from "./validate.ts";
