export {
	isUnexpired,
	parseTokenResponse,
	shouldRefresh,
	type TokenResult,
	type Tokens,
	tokensSchema,
} from "./token-response.ts";
