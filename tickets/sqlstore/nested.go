package sqlstore

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"
)

// The nested parts of tickets and journal rows are stored as JSON, by their tags.

// body is v as JSON, its texts and instants as the store promises them, "" for what has
// nothing in it.
func body(v any) (string, error) {
	b, err := json.Marshal(settled(reflect.ValueOf(v)).Interface())
	if err != nil {
		return "", fmt.Errorf("sqlstore: encode %T: %w", v, err)
	}
	switch string(b) {
	case "null", "{}", "[]":
		return "", nil
	}
	return string(b), nil
}

// parse is body backwards.
func parse(s string, v any) error {
	if s == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), v); err != nil {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	return nil
}

// settled is a deep copy of v with every text as text has it and every instant as instant
// has it, also in fields that do not exist yet.
func settled(v reflect.Value) reflect.Value {
	if t, ok := v.Interface().(time.Time); ok {
		return reflect.ValueOf(instant(t))
	}
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(text(v.String()))
	case reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(settled(v.Field(i)))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out.Set(reflect.New(v.Type().Elem()))
			out.Elem().Set(settled(v.Elem()))
		}
	case reflect.Slice:
		if !v.IsNil() {
			out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			out.Index(i).Set(settled(v.Index(i)))
		}
	default: // numbers and truths
		out.Set(v)
	}
	return out
}
