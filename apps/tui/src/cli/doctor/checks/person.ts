import { safe } from "@signoff/sdk";
import { personLine } from "../../output/login-lines.ts";
import { bad, type Check, good } from "../facts/check.ts";
import { deadlineMs } from "../facts/probe.ts";

/** Who the token belongs to. */
export const person: Check = {
	name: "person",
	needs: ["company"],
	async run({ client, company, signal }) {
		if (client === undefined || company === undefined) return null;
		const me = await safe(
			client.me({ company_id: company.id }, { signal, deadlineMs }),
		);
		return me.kind === "ok"
			? good(`You are ${personLine(me.value)}.`)
			: bad(
					`Whose token it is cannot be read: ${me.message}`,
					"Without it, new answers are `accepted`, and repeated ones cannot be recognised. Ask an administrator whether the app may read its user.",
				);
	},
};
