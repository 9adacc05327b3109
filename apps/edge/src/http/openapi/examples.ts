import type { Outcome, OutcomeKind } from "@signoff/core";
import { outcomes } from "@signoff/core/outcome";
import { noSuchInstance, notAssigned } from "@signoff/core/server";
import { optionNotOffered } from "@signoff/core/validation";

/** The level at which an operation works. */
export type Level = "company" | "project";

/** A submission to the sample company by the owner of `ada-token`, and the outcome that it has when it is sent first. */
export type SubmissionExample = {
	summary: string;
	/** The instance of the path. */
	id: string;
	step: string;
	option: string;
	comment?: string;
	outcome: Outcome;
};

/** The kinds that a request can lead to without the help of others. */
export type ExampleKind = Exclude<
	OutcomeKind,
	"accepted" | "unauthenticated" | "deferred" | "uncertain"
>;

/** One submission for each of these kinds, at both levels of the sample company (`fixtures/harbor.json`). */
export const submissionExamples: {
	readonly [L in Level]: { readonly [K in ExampleKind]: SubmissionExample };
} = {
	project: {
		recorded: {
			summary: "A first response",
			...{ id: "9001", step: "1", option: "2000", comment: "Fine by me." },
			outcome: outcomes.onRecord("recorded"),
		},
		unchanged: {
			summary: "The same response again, after its step has ended",
			...{ id: "9005", step: "6", option: "2000" },
			comment: "Quantities match the site diary.",
			outcome: outcomes.onRecord("unchanged"),
		},
		conflict: {
			summary: "Another response than the one on record",
			...{ id: "9006", step: "8", option: "2001" },
			outcome: outcomes.conflict(
				{
					option: { id: "2000", name: "Approve", response_type: "approve" },
					comment: null,
					submitted_at: "2026-11-14T09:30:00.000Z",
				},
				["response_option"],
			),
		},
		superseded: {
			summary: "A step that another person has decided",
			...{ id: "9004", step: "4", option: "2000" },
			outcome: outcomes.superseded([{ id: "104", name: "Lena Okafor" }]),
		},
		invalid: {
			summary: "An option that the step does not offer",
			...{ id: "9002", step: "2", option: "2999" },
			outcome: outcomes.invalid([optionNotOffered]),
		},
		forbidden: {
			summary: "A step that is assigned to others",
			...{ id: "9006", step: "10", option: "2020" },
			outcome: outcomes.refused("forbidden", notAssigned),
		},
		not_found: {
			summary: "An instance that does not exist",
			...{ id: "1", step: "1", option: "2000" },
			outcome: outcomes.refused("not_found", noSuchInstance),
		},
	},
	company: {
		recorded: {
			summary: "A first response",
			...{ id: "9501", step: "50", option: "2300", comment: "Fine by me." },
			outcome: outcomes.onRecord("recorded"),
		},
		unchanged: {
			summary: "The same response again, after its step has ended",
			...{ id: "9503", step: "53", option: "2300" },
			outcome: outcomes.onRecord("unchanged"),
		},
		conflict: {
			summary: "Another response than the one on record",
			...{ id: "9503", step: "53", option: "2301" },
			outcome: outcomes.conflict(
				{
					option: { id: "2300", name: "Approve", response_type: "approve" },
					comment: null,
					submitted_at: "2026-11-14T09:30:00.000Z",
				},
				["response_option"],
			),
		},
		superseded: {
			summary: "A step that another person has decided",
			...{ id: "9502", step: "51", option: "2300" },
			outcome: outcomes.superseded([{ id: "103", name: "Priya Raman" }]),
		},
		invalid: {
			summary: "An option that the step does not offer",
			...{ id: "9601", step: "55", option: "2999" },
			outcome: outcomes.invalid([optionNotOffered]),
		},
		forbidden: {
			summary: "A step that is assigned to others",
			...{ id: "9502", step: "52", option: "2310" },
			outcome: outcomes.refused("forbidden", notAssigned),
		},
		not_found: {
			summary: "An instance that does not exist",
			...{ id: "1", step: "1", option: "2300" },
			outcome: outcomes.refused("not_found", noSuchInstance),
		},
	},
};

/** Outcomes that depend on the token, on limits or on faults: examples of replies only. */
export const otherOutcomes: readonly { summary: string; outcome: Outcome }[] = [
	{
		summary: "The token is missing, expired or revoked",
		outcome: outcomes.refused("unauthenticated", null),
	},
	{
		summary: "Requests are limited",
		outcome: outcomes.deferred("rate_limited", Date.UTC(2026, 10, 26, 12)),
	},
	{
		summary: "Nothing can be recorded now",
		outcome: outcomes.deferred("unavailable", Date.UTC(2026, 10, 26, 12)),
	},
	{
		summary: "The response may be on record, or not",
		outcome: outcomes.uncertain(Date.UTC(2026, 10, 26, 12), "timeout"),
	},
];

/** The body of a submission, as in the contract. */
export function exampleBody({
	step,
	option,
	comment,
}: SubmissionExample): unknown {
	return {
		response: {
			current_step_occurrence_id: step,
			selected_response_option_id: option,
			...(comment === undefined ? {} : { comment }),
			attachments: {},
		},
	};
}

/** The values of parameters that name something in the sample company. */
export const sampleParameters: { readonly [name: string]: string } = {
	company_id: "4201",
	project_id: "77",
	"Procore-Company-Id": "4201",
	"filters[tool_type]": "requisition",
};

/** An instance of the sample company at each level. */
export const sampleInstances: { readonly [L in Level]: string } = {
	project: "9001",
	company: "9501",
};
