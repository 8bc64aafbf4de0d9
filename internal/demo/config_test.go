package demo

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

// exampleConfig is the configuration at the root of the repository, which runs on the sample.
func exampleConfig(t *testing.T) *config.Config {
	t.Helper()
	c, err := config.Load(filepath.Join("..", "..", "config.yaml"), func(string) (string, bool) { return "", false })
	require.NoError(t, err)
	return c
}

func TestTheConfigurationDescribesTheServicesOfTheStory(t *testing.T) {
	t.Parallel()
	type described struct {
		Name, Team         string
		Aliases            []string
		Regions, Functions map[string]float64
	}
	configured, told := map[string]described{}, map[string]described{}
	for _, s := range exampleConfig(t).Services {
		now := s.Epochs[len(s.Epochs)-1]
		d := described{s.Name, s.Team, s.Aliases, map[string]float64{}, map[string]float64{}}
		for _, r := range now.Regions {
			d.Regions[r.Name] = r.Part
		}
		for _, f := range now.Functions {
			d.Functions[f.Name] = f.Part
		}
		configured[s.ID] = d
	}
	for _, s := range newServices() {
		d := described{s.name, s.team, s.aliases, map[string]float64{}, map[string]float64{}}
		for _, r := range s.regions {
			d.Regions[r.name] = r.part
		}
		for _, f := range s.functions {
			d.Functions[f.name] = f.part
		}
		told[s.id] = d
	}
	assert.Equal(t, told, configured)
}

func TestTheConfigurationHasASourceForEachFile(t *testing.T) {
	t.Parallel()
	var paths []string
	for _, s := range exampleConfig(t).Sources {
		paths = append(paths, filepath.Base(s.Path))
	}
	assert.ElementsMatch(t, exports, paths)
}
