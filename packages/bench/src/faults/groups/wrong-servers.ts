import type { FaultGroup } from "../model/types.ts";
import { apiCalls, everyRequest, failed, submitFaults } from "./faults.ts";

const html = { kind: "garbled" } as const;

/** Something other than the API answers, or no connection can be made. */
export const wrongServers: FaultGroup = {
	title: "Wrong servers and connections",
	rows: [
		{
			id: "redirect_once",
			title: "redirect of the POST to a login page (302), once",
			kind: "world",
			world: { faults: submitFaults(failed(302)) },
		},
		{
			id: "redirect_always",
			title: "redirect of every request to a login page (302)",
			kind: "world",
			world: { faults: everyRequest(apiCalls, failed(302)) },
		},
		{
			id: "html_once",
			title: "an HTML page with 200 for the POST, once",
			kind: "world",
			world: { faults: submitFaults(html) },
		},
		{
			id: "html_always",
			title: "an HTML page with 200 for every request",
			kind: "world",
			world: { faults: everyRequest(apiCalls, html) },
		},
		{
			id: "self_signed",
			title: "self-signed certificate",
			kind: "connection",
			fault: { kind: "certificate", problem: "self_signed" },
		},
		{
			id: "plain_text",
			title: "https to a port that speaks http",
			kind: "connection",
			fault: { kind: "plain_text" },
		},
		{
			id: "closed_in_handshake",
			title: "https to a port that closes the connection in the handshake",
			kind: "connection",
			fault: { kind: "closed_in_handshake" },
		},
		{
			id: "refused",
			title: "connection refused (closed port)",
			kind: "connection",
			fault: { kind: "refused" },
		},
	],
};
