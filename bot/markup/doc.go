// Package markup holds what people write with its formatting: one small tree, readers that
// make it of Slack's mrkdwn, Discord's Markdown and the desk's own Markdown, and writers that
// turn it into each of these, into HTML and into plain text.
//
// The journal keeps words in the desk's own Markdown (Read, Write): adapters translate at the
// way in, so that the desk, its search and its exports know one form. It reads like everybody's
// Markdown and is stricter: a run of stars, tildes or bars turns a style on or off, whatever
// stands around it, and what is meant as itself has a backslash before it.
//
// Nothing here pings and nothing here fails: a mention is the person's name by the time it is
// written, and text of any kind comes out as text.
package markup
