package xlsx

import "errors"

// maxFormats is how many cell formats are read; Excel allows 65,490.
const maxFormats = 1 << 16

// formats reads the number formats of a workbook, one for each cell style.
func (a *archive) formats(name string) ([]format, error) {
	if name == "" {
		return nil, nil
	}
	codes, styles := map[string]string{}, []string(nil)
	err := a.each(name, maxSmallPart, func(e element) error {
		switch {
		case e.local == "numFmt" && e.parent == "numFmts":
			codes[e.attr("numFmtId")] = e.attr("formatCode")
		case e.local == "xf" && e.parent == "cellXfs":
			styles = append(styles, e.attr("numFmtId"))
		}
		if max(len(styles), len(codes)) > maxFormats {
			return errors.New("the workbook has more than 65,536 cell formats; Excel allows 65,490: it is not read")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	parsed := map[string]format{}
	formats := make([]format, len(styles))
	for i, id := range styles {
		f, known := parsed[id]
		if !known {
			f = formatOf(id, codes)
			parsed[id] = f
		}
		formats[i] = f
	}
	return formats, nil
}
