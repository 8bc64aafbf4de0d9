package delivery

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"nines/internal/config"
	"nines/internal/deliver"
	"nines/internal/store"
	"nines/jobs"
	"nines/reports/document"
	jsonreport "nines/reports/json"
	"nines/reports/mail"
)

// reportMessage names, in the ledger, what a run sends that is no alarm.
const reportMessage = "report"

// outbound is what a run sends, as the ledger keeps it until it has arrived: another process may have to send it.
type outbound struct {
	Message deliver.Message // as a mail, with the files that fit into one
	Files   []deliver.File  // all files
	Until   time.Time       // when it is given up
	Hook    string          // what a webhook gets; as text, so that an erasure finds names in it
	Pack    *document.Pack  // whose edition it is; nil: nobody's in particular
}

// GiveUpAfter is how long a delivery is tried at least.
const GiveUpAfter = 24 * time.Hour

// outbound puts together what a run sends.
func (c Courier) outbound(run store.Run, job *config.Job, made jobs.Made) (outbound, error) {
	doc := made.Document
	out := outbound{
		Pack:    doc.Pack,
		Message: deliver.Message{Report: doc.Key(), Period: doc.Period.Name, Revision: doc.Revision},
		Until:   latest(run.Due.Add(job.Grace), run.Started.Add(GiveUpAfter)),
	}
	var sizes []int64
	for _, path := range made.Files {
		file, size, err := c.outFile(doc, path)
		if err != nil {
			return out, err
		}
		out.Files, sizes = append(out.Files, file), append(sizes, size)
	}
	e := mail.Envelope{Job: job.Name, Due: run.Due, Page: c.readAt(doc, out.Files), Status: c.Config.Serve.URL}
	if run.Cause != store.CauseManual {
		e.Late = run.Reason
	}
	if c.Config.Mail != nil {
		e.Limit = c.Config.Mail.SizeLimit
	}
	out.Message.Files = c.attach(doc, job, out.Files, sizes, &e)
	body, err := mail.Render(doc, e)
	if err != nil {
		return out, err
	}
	out.Message.Subject, out.Message.Text, out.Message.HTML = body.Subject, body.Text, body.HTML
	for _, p := range body.Inline {
		out.Message.Inline = append(out.Message.Inline, deliver.Picture(p))
	}
	hook, err := c.hookData(run, doc, e, out.Files, sizes)
	out.Hook = string(hook)
	return out, err
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// contentTypes of files, by extension.
var contentTypes = map[string]string{
	".pdf": "application/pdf", ".html": "text/html; charset=utf-8", ".json": "application/json", ".csv": "text/csv; charset=utf-8",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// outFile describes a file that goes out: as the archive has it, where it does, as the next report may replace the one in
// the output.
func (c Courier) outFile(doc *document.Document, path string) (deliver.File, int64, error) {
	f := deliver.File{Name: filepath.Base(path), ContentType: cmp.Or(contentTypes[filepath.Ext(path)], "application/octet-stream")}
	kept, err := c.Archive().Path(store.PublishedFile{
		Report: doc.Key(), Period: doc.Period.Name, Revision: doc.Revision, Name: f.Name,
	})
	if err != nil {
		return f, 0, err
	}
	info, err := os.Stat(kept)
	if err != nil { // of a report that is not published
		kept = path
		if info, err = os.Stat(path); err != nil {
			return f, 0, fmt.Errorf("deliver a file: %w", err)
		}
	}
	if f.Path, err = filepath.Abs(kept); err != nil {
		return f, 0, fmt.Errorf("deliver a file: %w", err)
	}
	return f, info.Size(), nil
}

// bodyRoom is what the texts of a mail take of its size, in bytes.
const bodyRoom = 200_000

// attach chooses the files that fit into a mail, the largest being left out first, and says in the envelope which are
// attached, and where the others are.
func (c Courier) attach(doc *document.Document, job *config.Job, files []deliver.File, sizes []int64, e *mail.Envelope) []deliver.File {
	order := make([]int, len(files)) // the smallest first
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sizes[a], sizes[b]) })
	room, fits := e.Limit-min(bodyRoom, e.Limit/4), make([]bool, len(files))
	for _, i := range order {
		room -= deliver.EncodedSize(sizes[i])
		fits[i] = room >= 0
	}
	var attached []deliver.File
	for i, f := range files {
		if fits[i] {
			attached, e.Attached = append(attached, f), append(e.Attached, f.Name)
			continue
		}
		e.LeftOut = append(e.LeftOut, mail.LeftOut{Name: f.Name, Size: sizes[i], Where: c.whereIs(doc, job, f)})
	}
	return attached
}

// whereIs is where readers find a file: on the status page, else in a folder to which the job delivers it, else where it
// lies here.
func (c Courier) whereIs(doc *document.Document, job *config.Job, f deliver.File) string {
	if page := c.pageOf(doc, f.Name); page != "" {
		return page
	}
	for _, place := range job.Deliver {
		if place.Kind == config.Folder {
			return filepath.Join(packText(place.Path, doc.Pack), deliver.Revised(f.Name, doc.Revision))
		}
	}
	return f.Path
}

// pageOf is the address of a published file on the status page; empty: nobody says how readers reach that.
func (c Courier) pageOf(doc *document.Document, name string) string {
	if c.Config.Serve.URL == "" {
		return ""
	}
	parts := []string{doc.Key(), doc.Period.Name, strconv.Itoa(doc.Revision), name}
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return c.Config.Serve.URL + "/archive/" + strings.Join(parts, "/")
}

// readAt is the address at which a browser shows the report; empty: it has no page, or nobody says how readers reach it.
func (c Courier) readAt(doc *document.Document, files []deliver.File) string {
	for _, f := range files {
		if filepath.Ext(f.Name) == ".html" {
			return c.pageOf(doc, f.Name)
		}
	}
	return ""
}

// hookFile is a file as a webhook is told of it.
type hookFile struct {
	Name string  `json:"name"`
	Size int64   `json:"size"`
	URL  *string `json:"url"` // null: the status page has no address
}

// hookData is what a webhook gets: the report's JSON with its first section, and what a run adds to it.
func (c Courier) hookData(run store.Run, doc *document.Document, e mail.Envelope, files []deliver.File, sizes []int64) ([]byte, error) {
	first := *doc
	first.Sections = doc.Sections[:min(1, len(doc.Sections))]
	var text bytes.Buffer
	if err := jsonreport.Render(context.Background(), &text, &first); err != nil {
		return nil, err
	}
	added := struct {
		Job          string     `json:"job"`
		Due          string     `json:"due"`
		Late         *string    `json:"late"` // why; null: it is not
		Organisation string     `json:"organisation"`
		Title        string     `json:"title"`
		Message      string     `json:"message"`
		Files        []hookFile `json:"files"`
	}{
		Job: run.Job, Due: run.Due.In(c.Config.Timezone).Format(time.RFC3339),
		Organisation: doc.Organisation, Title: doc.Title, Message: doc.Message, Files: []hookFile{},
	}
	if e.Late != "" {
		added.Late = &e.Late
	}
	for i, f := range files {
		one := hookFile{Name: f.Name, Size: sizes[i]}
		if page := c.pageOf(doc, f.Name); page != "" {
			one.URL = &page
		}
		added.Files = append(added.Files, one)
	}
	more, err := json.MarshalIndent(added, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("describe the run of %s: %w", run.Job, err)
	}
	report := bytes.TrimRight(bytes.TrimSuffix(bytes.TrimSpace(text.Bytes()), []byte("}")), " \n")
	return append(append(report, ','), append(more[1:], '\n')...), nil
}

// plan keeps what a run sends, and to whom.
func (c Courier) plan(ctx context.Context, name string, out outbound, to []store.Delivery) error {
	content, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("keep what %s sends: %w", to[0].Job, err)
	}
	return c.Store.PlanDeliveries(ctx, name, content, to...)
}

// loadOutbound reads what a run sends; the zero outbound where nothing is kept.
func (c Courier) loadOutbound(ctx context.Context, run store.Run, name string) (out outbound, err error) {
	content, err := c.Store.Message(ctx, run.Job, run.Due, name)
	if err != nil || content == nil {
		return out, err
	}
	if err := json.Unmarshal(content, &out); err != nil {
		return out, fmt.Errorf("read what %s sends: %w", run.Job, err)
	}
	return out, nil
}
