import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from "node:http";
import { listen } from "../connections/listen.ts";
import { parsePlan } from "../parse-plan.ts";
import { createStorage, type StorageRequest } from "./storage.ts";
import { createUploadApi, type UploadApiRequest } from "./upload-api.ts";
import { type UploadPlan, uploadPlanSchema } from "./upload-plan.ts";

/** An API for uploads, and a storage server of another origin. */
export type UploadServer = {
	/** The API. */
	url: string;
	/** Requests to the API, in order. */
	apiRequests: UploadApiRequest[];
	/** What storage stored, in order. */
	storageRequests: StorageRequest[];
	/** The completed files: path → the SHA-256 of their bytes. */
	files: Map<string, string>;
	/** Closes every connection of both servers. Resolves once their ports are free. */
	close(): Promise<void>;
};

/**
 * Starts both on this machine. Storage is on http: behind a `startTlsFront`, an API on https names storage that is not.
 *
 * @throws {TypeError} if the plan is not valid
 */
export async function startUploadServer(
	plan: UploadPlan = {},
): Promise<UploadServer> {
	const valid = parsePlan(uploadPlanSchema, plan);
	const storage = createStorage(valid);
	const storageServer = await serve(storage.handle);
	const api = createUploadApi(valid, storage, storageServer.url);
	const apiServer = await serve(api.handle);
	return {
		url: apiServer.url,
		apiRequests: api.requests,
		storageRequests: storage.requests,
		files: api.files,
		async close() {
			await Promise.all([storageServer.close(), apiServer.close()]);
		},
	};
}

async function serve(
	handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ url: string; close(): Promise<void> }> {
	const server = createServer((request, response) => {
		// The client has disconnected: no reply can be sent.
		handle(request, response).catch(() => response.destroy());
	});
	const { port, close } = await listen(server);
	return { url: `http://127.0.0.1:${port}`, close };
}
