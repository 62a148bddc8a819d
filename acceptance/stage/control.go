package stage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// control is a simulator's control API.
type control struct {
	url    string
	client *http.Client
}

func newControl(url string) *control {
	return &control{url: url, client: &http.Client{Timeout: 2 * time.Minute}}
}

// Control posts body to a path of the control API, or gets it when body is nil, and decodes
// the answer.
func (c *control) Control(path string, body, into any) error {
	var res *http.Response
	var err error
	if body == nil {
		res, err = c.client.Get(c.url + path)
	} else {
		raw, merr := json.Marshal(body)
		if merr != nil {
			return fmt.Errorf("%s: %w", path, merr)
		}
		res, err = c.client.Post(c.url+path, "application/json", bytes.NewReader(raw))
	}
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	if res.StatusCode != http.StatusOK {
		return &Refusal{Path: path, Status: res.StatusCode, Why: string(raw)}
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("simulator %s: %w in %s", path, err, raw)
	}
	return nil
}

// raw gets a path of the control API as it is.
func (c *control) raw(path string) ([]byte, error) { return get(c.url + path) }

// get reads an address.
func get(address string) ([]byte, error) {
	res, err := http.Get(address)
	if err != nil {
		return nil, fmt.Errorf("simulator: %w", err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = &Refusal{Path: address, Status: res.StatusCode, Why: string(body)}
	}
	return body, err
}

func (c *control) delete(path string) error {
	req, err := http.NewRequest(http.MethodDelete, c.url+path, nil)
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	res, err := c.client.Do(req)
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	return res.Body.Close()
}

// Refusal is an act that the platform's client would not let somebody do.
type Refusal struct {
	Path   string
	Status int
	Why    string
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("the client refuses %s (%d): %s", r.Path, r.Status, r.Why)
}
