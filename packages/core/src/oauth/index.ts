export {
	type Grant,
	grantFrom,
	isAlive,
	isDue,
	type Tokens,
	tokensSchema,
} from "./token-response.ts";
