export { createFakeServer } from "./fake-server/create-fake-server.ts";
export { sampleCompany } from "./fake-server/sample-company.ts";
export type {
	FakeRecord,
	FakeResponse,
	FakeServer,
	FakeServerOptions,
	Paging,
	RecordedStep,
} from "./fake-server/types.ts";
