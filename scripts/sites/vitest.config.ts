import { project } from "../../vitest.shared.ts"

export default project("sites", { include: ["*.test.ts"], testTimeout: 240_000, hookTimeout: 240_000 })
