import { reading } from "./reading.ts";
import type { Result } from "./result.ts";
import type { Session } from "./session.ts";

/** `signoff whoami`: says whom the server takes the token for. */
export async function whoami({
	client,
	settings,
	signal,
}: Session): Promise<Result> {
	const { company_id, project_id } = settings;
	const read = await reading(
		client.me(
			company_id === undefined ? undefined : { company_id, project_id },
			{ signal },
		),
	);
	return read.kind === "outcome" ? read : { kind: "me", me: read.value };
}
