package mapping

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"nines/internal/itsm"
)

// keyBytes of the hash make a key: among ten million records two share one with a probability of 4e-11.
const keyBytes = 10

// contentKey makes an id of what a record holds, for those that have none: the same content, the same id, in
// whichever file and on whichever day. Without named fields it is made of all.
func contentKey[R any](schema *itsm.Schema[R], record *R, fields []string) string {
	content := make([]byte, 0, 256)
	for _, f := range schema.Fields {
		if len(fields) > 0 && !slices.Contains(fields, f.Name) {
			continue
		}
		if value := appendValue(nil, f.At(record)); len(value) > 0 {
			content = fmt.Appendf(content, "%s=%d:%s;", f.Name, len(value), value) // a field added later changes no key
		}
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:keyBytes])
}

// appendValue appends what a field holds; nothing where it is missing.
func appendValue(b []byte, at any) []byte {
	switch v := at.(type) {
	case *string:
		b = append(b, *v...)
	case *time.Time:
		if !v.IsZero() {
			b = fmt.Append(b, v.UnixMilli())
		}
	case *itsm.Number:
		if v.Known {
			b = fmt.Append(b, v.Value)
		}
	case *itsm.Length:
		if v.Known {
			b = fmt.Append(b, v.Value.Nanoseconds())
		}
	case *itsm.YesNo:
		if *v != itsm.Unsaid {
			b = fmt.Append(b, *v)
		}
	case *[]string:
		for _, item := range *v {
			b = fmt.Appendf(b, "%d:%s,", len(item), item)
		}
	case *itsm.Mark:
		if v.State != itsm.Unsaid {
			b = fmt.Append(b, v.State, v.At.UnixMilli())
		}
	case itsm.Word:
		b = append(b, v.String()...)
	}
	return b
}
