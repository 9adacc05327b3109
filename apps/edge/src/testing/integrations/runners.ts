import type { IntegrationRunner } from "./integration-runner.ts";
import { runCamunda } from "./run-camunda.ts";
import { runConductor } from "./run-conductor.ts";
import { runCurl } from "./run-curl.ts";
import { runPostman } from "./run-postman.ts";

/** A runner for each file of `integrations`. */
export const integrationRunners: Record<string, IntegrationRunner> = {
	"conductor-http-task.json": runConductor,
	"camunda-rest-connector.json": runCamunda,
	"postman.collection.json": runPostman,
	"curl.sh": runCurl,
};
