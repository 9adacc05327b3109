import { type Fixture, parseFixture } from "@signoff/core/fixture";
import harbor from "./fixtures/harbor.json" with { type: "json" };

/**
 * Returns a copy of the sample company, the same as `apps/edge/fixtures/harbor.json`. The token of each person
 * is their first name, for example `ada-token`.
 */
export function sampleCompany(): Fixture {
	const parsed = parseFixture(harbor);
	if (parsed.kind === "invalid")
		throw new Error("The sample company is not a valid fixture.");
	return parsed.value;
}
