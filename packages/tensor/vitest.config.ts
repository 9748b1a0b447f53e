import { library } from "../../vitest.shared.ts"

export default library("tensor")
