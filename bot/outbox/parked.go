package outbox

// ParkedPrefix and the key of what was parked make the key of its report.
const ParkedPrefix = "parked:"
