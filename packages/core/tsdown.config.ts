import { published } from "../../tsdown.base.ts";

export default published(import.meta.dirname);
