package availability

import (
	"strings"

	"nines/internal/itsm"
)

// vocabulary is what the regions and functions of a service are called, at any time: folded name -> its spelling.
// A region of another epoch is no unknown name; in an epoch without it it has no users.
type vocabulary struct {
	regions, functions map[string]string
}

func vocabularyOf(s *itsm.Service) vocabulary {
	v := vocabulary{map[string]string{}, map[string]string{}}
	for i := range s.Epochs {
		for _, r := range s.Epochs[i].Regions {
			v.regions[foldName(r.Name)] = r.Name
		}
		for _, f := range s.Epochs[i].Functions {
			v.functions[foldName(f.Name)] = f.Name
		}
	}
	return v
}

// foldName removes what names of regions and functions are compared without, as those of services are.
func foldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// resolve returns the known names in the catalogue's spelling, and those that are not known. None known, or none
// named, is nil: all.
func resolve(named []string, spelling map[string]string) (names, unknown []string) {
	for _, name := range named {
		if known, ok := spelling[foldName(name)]; ok {
			names = append(names, known)
		} else if strings.TrimSpace(name) != "" {
			unknown = append(unknown, name)
		}
	}
	return names, unknown
}
