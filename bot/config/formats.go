package config

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// idForm keeps ids usable in buttons ("verb:subject"), metrics and file names.
var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,39}$`)

func parseID(s string) (string, error) {
	if !idForm.MatchString(s) {
		return "", fmt.Errorf("is %q: write at most 40 small letters, digits, - and _, as in software-request", s)
	}
	return s, nil
}

// parsePercent reads "75%", or 75.
func parsePercent(s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(s, "%")))
	if err != nil || n < 0 || n > 100 {
		return 0, fmt.Errorf("is %q: write a whole percentage from 0%% to 100%%", s)
	}
	return n, nil
}

// parseShareOfTime reads the share of a target at which a warning makes sense.
func parseShareOfTime(s string) (int, error) {
	n, err := parsePercent(s)
	if err != nil || n < 1 || n > 99 {
		return 0, fmt.Errorf("is %q: write a percentage from 1%% to 99%% (100%% is the breach itself)", s)
	}
	return n, nil
}

var sizeForm = regexp.MustCompile(`^([0-9]{1,9}) ?(B|KB|MB|GB)$`)

// maxSize is the largest file anybody may allow, in bytes: the largest upload of Slack.
// https://slack.com/help/articles/201330736
const maxSize = 1 << 30

// parseSize reads "25MB" into bytes; a KB is 1024 bytes, as for the platforms' limits.
func parseSize(s string) (int64, error) {
	m := sizeForm.FindStringSubmatch(strings.ToUpper(s))
	if m == nil {
		return 0, fmt.Errorf("is %q: write a number and KB, MB or GB, as in 25MB", s)
	}
	n, _ := strconv.ParseInt(m[1], 10, 64) // nine digits fit
	n <<= map[string]int{"B": 0, "KB": 10, "MB": 20, "GB": 30}[m[2]]
	if n < 1 || n > maxSize {
		return 0, fmt.Errorf("is %q: write a size from 1KB to 1GB", s)
	}
	return n, nil
}

var clockForm = regexp.MustCompile(`^([01]?[0-9]|2[0-3]):([0-5][0-9])$`)

// parseClock reads a time of day, 0:00 to 23:59, since midnight.
func parseClock(s string) (time.Duration, error) {
	m := clockForm.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("is %q: write a time of day from 00:00 to 23:59, as in 09:00", s)
	}
	h, _ := strconv.Atoi(m[1])
	minutes, _ := strconv.Atoi(m[2])
	return time.Duration(h)*time.Hour + time.Duration(minutes)*time.Minute, nil
}

// parseZone loads a time zone of the IANA database.
func parseZone(s string) (*time.Location, error) {
	// LoadLocation takes "" for UTC and "Local" for the machine's: neither says where the desk is.
	if s == "" || strings.EqualFold(s, "local") {
		return nil, errors.New("names no place: write a time zone such as Europe/Paris")
	}
	z, err := time.LoadLocation(s)
	if err != nil {
		return nil, fmt.Errorf("is %q, which is not a time zone: write one such as Europe/Paris or America/Montreal", s)
	}
	return z, nil
}

func parsePattern(s string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, fmt.Errorf("is not a pattern that can be used (%w): see https://pkg.go.dev/regexp/syntax", err)
	}
	return re, nil
}

var fileTypeForm = regexp.MustCompile(`^(\.[A-Za-z0-9.+-]{1,20}|[a-z]+/(\*|[A-Za-z0-9.+-]+))$`)

// parseFileType reads what a file may be: an extension (".pdf") or a media type ("image/*").
func parseFileType(s string) (string, error) {
	if !fileTypeForm.MatchString(s) {
		return "", fmt.Errorf("is %q: write an extension or a media type, as in .pdf or image/*", s)
	}
	return s, nil
}
