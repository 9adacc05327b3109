export {
	type Issue,
	malformed,
	optionNotOffered,
	type Parsed,
} from "./issue.ts";
export { nearest } from "./suggest.ts";
export { check } from "./validate.ts";
