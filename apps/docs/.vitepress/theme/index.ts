import "katex/dist/katex.min.css"
import { type Theme, withBase } from "vitepress"
import DefaultTheme from "vitepress/theme-without-fonts"
import { onMounted } from "vue"
import { filterLists } from "../live/filter.ts"
import { definePart } from "../live/part.ts"
import "./colours.css"
import "./page.css"
import "./cell.css"
import "./home.css"
import "./print.css"

const theme: Theme = {
  extends: DefaultTheme,
  setup() {
    // After hydration: the elements change what they hold.
    onMounted(async () => {
      filterLists(document)
      definePart()
      ;(await import("../live/element.ts")).define(withBase("/"))
    })
  },
}

export default theme
