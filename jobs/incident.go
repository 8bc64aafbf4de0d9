package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"nines/jobs/output"
	"nines/jobs/settings"
	"nines/reports/incident"
)

// IncidentRequest asks for a document about one incident.
type IncidentRequest struct {
	ID      string
	Source  string // of the incident, where several have the id
	Kind    incident.Kind
	AsOf    time.Time // zero: now
	Formats []output.Format
	Out     string            // folder; empty: the configuration's output
	Written func(path string) // told of each file as soon as it is there
}

// UnknownIncidentError says that no source has an incident of that id.
type UnknownIncidentError struct {
	ID   string
	Near []string // the ids beside it
}

func (e *UnknownIncidentError) Error() string {
	text := fmt.Sprintf("there is no incident %q", e.ID)
	if len(e.Near) > 0 {
		text += "; beside it stand " + strings.Join(e.Near, ", ")
	}
	return text
}

const idsBeside = 2 // of an unknown id, on either side

// Incident makes a document about an incident from what is in the store, and writes it to
// <out>/incident-<id>-<kind>.<format>.
func (r *Runner) Incident(ctx context.Context, want IncidentRequest) (made *incident.Made, err error) {
	if want.AsOf.IsZero() {
		want.AsOf = r.Now()
	}
	if want.Out == "" {
		want.Out = r.Config.Output
	}
	data, err := r.Store.Snapshot(ctx, want.AsOf)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	set, err := settings.WithTexts(r.Config, Version())
	if err != nil {
		return nil, err
	}
	made, err = incident.Make(ctx, data, set, incident.Want{
		ID: want.ID, Source: want.Source, Kind: want.Kind, AsOf: want.AsOf, Suspect: r.Config.Changes.Suspect,
	})
	var missing *incident.NotFoundError
	if errors.As(err, &missing) {
		near, err := data.IncidentsBeside(ctx, want.ID, idsBeside)
		if err != nil {
			return nil, err
		}
		return nil, &UnknownIncidentError{want.ID, near}
	}
	if err != nil {
		return nil, err
	}
	if made.Document.Branding, err = settings.Branding(r.Config); err != nil {
		return nil, err
	}
	for _, format := range want.Formats {
		path := filepath.Join(want.Out, fmt.Sprintf("incident-%s-%s.%s", fileID(want.ID), want.Kind, format))
		if _, err := output.WriteFile(ctx, path, format, made.Document); err != nil {
			return nil, err
		}
		want.Written(path)
	}
	return made, nil
}

const longestFileID = 80

// fileID makes a part of a file's name of an id, which anybody may have written. Where something had to be replaced, a
// few digits keep ids apart that then are the same.
func fileID(id string) string {
	safe := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, id)
	if safe == id && len(id) <= longestFileID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return safe[:min(len(safe), longestFileID)] + "-" + hex.EncodeToString(sum[:])[:6]
}
