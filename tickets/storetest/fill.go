package storetest

import (
	"fmt"
	"reflect"
	"time"
)

// fill sets every field of a value, however deep, to something that no other field has: a
// field that a store forgets is missing when the value comes back. Instants come from
// instant.
func fill(pointer any, instant func(n int) time.Time) {
	n := 0
	fillValue(reflect.ValueOf(pointer).Elem(), instant, &n)
}

func fillValue(v reflect.Value, instant func(n int) time.Time, n *int) {
	*n++
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(instant(*n)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i), instant, n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), instant, n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillValue(v.Index(i), instant, n)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillValue(key, instant, n)
		fillValue(value, instant, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	default:
		panic("storetest: cannot fill a " + v.Type().String())
	}
}

// rough is an instant as callers may hand it in, exact what a store makes of it.
func rough(n int) time.Time {
	zone := time.FixedZone("NST", -12600)
	return exact(n).Add(654_321 * time.Nanosecond).In(zone)
}

func exact(n int) time.Time {
	return time.Date(2026, time.May, 4, 3, 2, 1, n*int(time.Millisecond), time.UTC)
}

// local lists the instants in a value that are not in UTC.
func local(v any) []time.Time {
	var found []time.Time
	collectLocal(reflect.ValueOf(v), &found)
	return found
}

func collectLocal(v reflect.Value, found *[]time.Time) {
	if t, ok := v.Interface().(time.Time); ok {
		if t.Location() != time.UTC {
			*found = append(*found, t)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			collectLocal(v.Field(i), found)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			collectLocal(v.Elem(), found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collectLocal(v.Index(i), found)
		}
	default: // holds no instant
	}
}
