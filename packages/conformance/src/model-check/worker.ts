import { parentPort, workerData } from "node:worker_threads";
import { checkModel } from "./check.ts";

const { first, runs } = workerData as { first: number; runs: number };
parentPort?.postMessage(checkModel(first, runs));
