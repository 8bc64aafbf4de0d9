package web

import (
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// contentTypes are those of the files that are handed out; what is not here is a plain stream of bytes.
var contentTypes = map[string]string{
	"html": "text/html; charset=utf-8",
	"pdf":  "application/pdf",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"json": "application/json",
	"csv":  "text/csv; charset=utf-8",
}

// reportPolicy shuts a report in: it may show what it holds, inside a page of ours, and do nothing. Who follows one of its
// links leaves the page.
const reportPolicy = "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// file hands out a file of the archive. What the address names is looked up among what was published: no part of it
// becomes a path.
func (s *Server) file(w http.ResponseWriter, r *http.Request, _ reader) {
	published, err := s.service.Published(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	f, p, ok := findFile(published, r.PathValue("report"), r.PathValue("period"), r.PathValue("revision"), r.PathValue("file"))
	if !ok {
		s.refuse(w, r, http.StatusNotFound, "web.no_file")
		return
	}
	content, err := openBelow(s.config.Archive(), f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		s.refuse(w, r, http.StatusNotFound, "web.file_gone")
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer content.Close()
	s.handOut(w, r, p, f, content)
}

func (s *Server) handOut(w http.ResponseWriter, r *http.Request, p Published, f File, content io.ReadSeeker) {
	h := w.Header()
	kind, known := contentTypes[f.Format]
	if !known {
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	h.Del("Cross-Origin-Opener-Policy") // what is shut in opens nothing
	if f.Format == "html" {
		h.Set("Content-Security-Policy", reportPolicy)
		h.Set("X-Frame-Options", "SAMEORIGIN")
	} else {
		h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	}
	http.ServeContent(w, r, "", p.At, content)
}

func findFile(all []Published, report, period, revision, name string) (File, Published, bool) {
	n, err := strconv.Atoi(revision)
	if err != nil {
		return File{}, Published{}, false
	}
	for _, p := range all {
		if p.Report != report || p.Period != period || p.Revision != n {
			continue
		}
		if i := slices.IndexFunc(p.Files, func(f File) bool { return f.Name == name }); i >= 0 {
			return p.Files[i], p, true
		}
	}
	return File{}, Published{}, false
}

// openBelow opens a plain file below a folder, and none elsewhere: not through "..", nor through a link that leads out.
func openBelow(folder, path string) (*os.File, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close() //nolint:errcheck // nothing was written
	name := filepath.FromSlash(path)
	info, err := root.Stat(name) // before it is opened: a pipe would never open
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return root.Open(name)
}
