import { prefixes } from "../testing/company.ts";
import { firstInstance } from "./prepare-ledger.ts";

/** Bytes of a first response to each prepared instance in turn. Throws when all are answered. */
export function submissions(instances: number): () => Buffer {
	let next = 0;
	return () => {
		if (next >= instances)
			throw new Error("Prepare more instances: all are answered.");
		const body = JSON.stringify({
			response: {
				current_step_occurrence_id: String(next + 1),
				selected_response_option_id: "2000",
				comment: "Checked against the delivery note.",
				attachments: {},
			},
		});
		const path = `${prefixes.project}/instances/${firstInstance + next}/responses`;
		next += 1;
		return Buffer.from(
			`POST ${path} HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
		);
	};
}

/** Bytes of a request for one page of a person's inbox. */
export const inboxPage: Buffer = Buffer.from(
	`GET ${prefixes.project}/instances?filters[tool_type]=first&filters[active]=true&filters[assignee_id]=101&per_page=100 HTTP/1.1\r\n${headersOf()}\r\n`,
);

/** Bytes of a request for the caller. */
export const personRequest: Buffer = Buffer.from(
	`GET /rest/v1.0/me HTTP/1.1\r\n${headersOf()}\r\n`,
);

const headers = headersOf();

function headersOf(): string {
	return "Host: 127.0.0.1\r\nAuthorization: Bearer ada-token\r\nProcore-Company-Id: 4201\r\n";
}
