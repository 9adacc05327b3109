export {
	type Issue,
	malformedIssue,
	optionNotOffered,
	type ParseResult,
} from "./issue.ts";
export { closestMatch } from "./suggest.ts";
export { validate } from "./validate.ts";
