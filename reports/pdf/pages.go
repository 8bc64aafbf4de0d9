package pdf

// keptRows is how many rows of a table stand at least on either side of the end of a page.
const keptRows = 2

// divide tells how many rows of a table stand on each of the pages: heights are those of the rows, first is the room on
// the page at hand and other that on a page of its own. The first number is 0 where the table had better begin on the
// next page: where too few rows would stay behind, or it is so small that it is not worth breaking. Of what goes on, at
// least kept rows do: keptRows, and a total, which says nothing of its own. A row higher than a page has one of its own.
func divide(heights []float64, kept int, first, other float64) []int {
	whole := 0.0
	for _, h := range heights {
		whole += h
	}
	if whole <= first+0.01 {
		return []int{len(heights)}
	}
	var pages []int
	if whole <= min(other, keptWhole) {
		pages, first = []int{0}, other
	}
	for at, room := 0, first; at < len(heights); room = other {
		n := fill(heights[at:], room)
		if left := len(heights) - at - n; left > 0 && left < kept && n > kept {
			n -= kept - left
		}
		if len(pages) == 0 && n < min(keptRows, len(heights)) && first < other {
			n = 0
		} else {
			n = max(n, 1)
		}
		pages = append(pages, n)
		at += n
	}
	return pages
}

// fill tells how many rows the room holds.
func fill(heights []float64, room float64) int {
	for n, h := range heights {
		if room -= h; room < -0.01 {
			return n
		}
	}
	return len(heights)
}
