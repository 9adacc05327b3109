import type { Me } from "@signoff/core";
import type { NewEntry } from "../outbox/entry.ts";

/** People of the sample company. */
export const ada: Me = {
	id: "101",
	login: "ada@harbor.example",
	name: "Ada Byron",
};
export const ben: Me = {
	id: "102",
	login: "ben@harbor.example",
	name: "Ben Okri",
};

/** An answer to a step of the sample company. Steps are numbered by the server, from 1. */
export function answer(
	instance: string,
	option = "2000",
	step = "1",
	comment = "Fine",
): NewEntry {
	return {
		submission: {
			company_id: "4201",
			project_id: "77",
			id: instance,
			response: {
				current_step_occurrence_id: step,
				selected_response_option_id: option,
				comment,
			},
		},
		context: {
			item: `Invoices 4${instance}`,
			step_name: "Architectural review",
			option: "Approve",
		},
	};
}
