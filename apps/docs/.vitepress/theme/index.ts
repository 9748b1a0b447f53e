import "katex/dist/katex.min.css"
import { type Theme, withBase } from "vitepress"
import DefaultTheme from "vitepress/theme-without-fonts"
import { onMounted } from "vue"
import { filterLists } from "../live/filter.ts"
import "./colours.css"
import "./page.css"
import "./cell.css"
import "./home.css"
import "./print.css"

const theme: Theme = {
  extends: DefaultTheme,
  setup() {
    // After hydration: the element changes what it holds.
    onMounted(async () => {
      filterLists(document)
      ;(await import("../live/element.ts")).define(withBase("/"))
    })
  },
}

export default theme
