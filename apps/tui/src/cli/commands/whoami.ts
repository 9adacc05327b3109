import type { Session } from "../context/command-context.ts";
import { given, missing } from "../context/required-input.ts";
import type { Result } from "../output/result.ts";
import { reading } from "../reading.ts";

/** `signoff whoami`: says whom the server takes the token for. Any company of theirs will do to ask in. */
export async function whoami(session: Session): Promise<Result> {
	const { client, settings, ask, signal } = session;
	const company =
		settings.company_id === undefined
			? await reading(firstCompany(session))
			: null;
	if (company?.kind === "unread") return company;
	const company_id = await given(
		settings.company_id ?? company?.value,
		"company_id",
		ask,
	);
	if (company_id === null)
		return { kind: "misused", issues: [missing("company_id")] };
	const read = await reading(client.me({ company_id }, { signal }));
	return read.kind === "unread" ? read : { kind: "me", me: read.value };
}

async function firstCompany({
	client,
	signal,
}: Session): Promise<string | undefined> {
	for await (const { id } of client.companies.list({ signal })) return id;
	return undefined;
}
