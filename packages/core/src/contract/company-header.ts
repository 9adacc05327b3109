import { malformedIssue, type ParseResult } from "../validation/issue.ts";

/** Validates the header `Procore-Company-Id`: required, an integer, and the company of the path (contract §1). */
export function parseCompanyHeader(
	value: string | null | undefined,
	companyId: string,
): ParseResult<string> {
	if (value === null || value === undefined || value === "")
		return invalidHeader("is missing: send the company's id");
	if (!/^[0-9]+$/.test(value)) return invalidHeader("must be an integer");
	if (trimZeros(value) !== trimZeros(companyId))
		return invalidHeader("must be the company of the path");
	return { kind: "parsed", value };
}

function invalidHeader(what: string): ParseResult<string> {
	const name = "Procore-Company-Id";
	return {
		kind: "invalid",
		issues: [malformedIssue(["headers", name], `\`${name}\` ${what}.`)],
	};
}

function trimZeros(digits: string): string {
	return digits.replace(/^0+(?=.)/, "");
}
