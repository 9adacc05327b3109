import type { ApiKeys } from "../../api-keys/api-keys.ts";
import { isValid, type World } from "./world.ts";

/** The keys of a run: each covers everything until it is revoked, except that the third may only approve. */
export function simulatedKeys({ scenario }: World): ApiKeys {
	const { plan, tokens } = scenario;
	return {
		verify: async () => null,
		find(id) {
			const token = tokens.find(({ value }) => value === id);
			if (token === undefined || !isValid(token)) return null;
			const responseTypes =
				id === "third" ? ["approve"] : ["approve", "reject"];
			return {
				...{ id, name: id, responseTypes, expiresAt: null },
				companies: [plan.company_id],
				projects: [],
			};
		},
	};
}
