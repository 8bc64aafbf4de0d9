package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Who may run jobs says that a delivery in doubt was looked into; others don't see the button, and may not.
func TestDeliveriesAreLookedInto(t *testing.T) {
	s := open(t, users(t), nil)
	ms := strconv.FormatInt(due.UnixMilli(), 10)
	form := url.Values{"job": {"weekly-pack"}, "due": {ms}, "kind": {"email"}, "target": {"directors@example.com"}}
	const button = `aria-label="Looked into: the delivery to directors@example.com"`
	anna, ben := s.enter(t, "anna", password), s.enter(t, "ben", "ben's own")
	for _, path := range []string{"/deliveries", "/jobs/weekly-pack/" + ms} {
		page := s.get(path, anna).Body.String()
		assert.Equal(t, 1, strings.Count(page, button), path)
		assert.NotContains(t, s.get(path, ben).Body.String(), button, path)
		form.Set("token", formToken(t, page))
	}
	assert.Equal(t, http.StatusForbidden, s.ask(http.MethodPost, "/deliveries/looked", url.Values{"token": {"forged"}}, anna).Code)
	bens := url.Values{"token": {formToken(t, s.get("/", ben).Body.String())}}
	assert.Equal(t, http.StatusForbidden, s.ask(http.MethodPost, "/deliveries/looked", bens, ben).Code)
	assert.Empty(t, s.fake.looked)

	got := s.ask(http.MethodPost, "/deliveries/looked", form, anna)
	assert.Equal(t, http.StatusSeeOther, got.Code)
	assert.Equal(t, "/jobs/weekly-pack/"+ms, got.Header().Get("Location"))
	assert.Equal(t, []string{"weekly-pack " + ms + " email directors@example.com anna"}, s.fake.looked)
	form.Set("due", "x")
	assert.Equal(t, http.StatusNotFound, s.ask(http.MethodPost, "/deliveries/looked", form, anna).Code)
}

// What somebody has looked into needs no attention any more, and says who it was.
func TestWhatWasLookedIntoIsShownAsSuch(t *testing.T) {
	s := open(t, users(t), nil)
	in := s.enter(t, "anna", password)
	const attention = "of 1 delivery nobody knows whether it arrived"
	assert.Contains(t, s.get("/", in).Body.String(), attention)
	s.fake.seenBy = "ben <b>"
	assert.NotContains(t, s.get("/", in).Body.String(), attention)
	page := s.get("/deliveries", in).Body.String()
	assert.Contains(t, page, "Looked into by ben &lt;b&gt;, Mon 2026-11-02 07:05")
	assert.NotContains(t, page, "/deliveries/looked")
}
