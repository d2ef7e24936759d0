namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What any server says of the dialogue and of itself.</summary>
internal static class ServerRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "server-temporary",
            Codes = [4],
            AnyOf =
            [
                "try again", "try later", "try reconnecting", "connection dropped", "timeout", "timed out", "temporar", "ports are busy",
                "unable to chdir", "home directory",
            ],
            NoneOf = ["helo command", "ehlo command", "protocol", "syntax"],
            Class = ReplyClass.ServerTemporary,
        },
        new()
        {
            Name = "protocol",
            AnyOf =
            [
                "syntax", "bad sequence", "out of sequence", "out of order", "need rcpt", "need mail", "need helo", "need ehlo",
                "needs mail", "send hello", "send helo", "send ehlo", "say helo", "say ehlo", "polite people", "command not",
                "commands not", "unrecognized", "unrecognised", "unknown command", "unimplemented", "invalid command", "bad command",
                "unauthenticated commands", "not implemented", "not supported", "no longer supported", "unsupported", "fully qualified",
                "fqdn", "helo", "ehlo", "no valid recipients", "no recipients", "no valid rcpt", "multi recipient bounce",
                "protocol error", "parse error", "synchronization error", "restricted characters", "illegal character", "smtplf",
                "protocol violation", "before greeting", "pipelin", "bare lf", "bare newline", "bare cr",
                "stray newline", "bare linefeed", "line too long", "line length", "parameter", "argument", "nested mail",
                "duplicate mail", "sender already", "mail first", "rcpt first", "missing or malformed", "valid rcpt", "after bdat",
                "cannot decode",
            ],
            Class = ReplyClass.ProtocolError,
        },
        new()
        {
            Name = "server",
            AnyOf =
            [
                "internal error", "internal server", "internal resource", "system error", "system problem", "server error",
                "configuration error", "configuration problem", "misconfigur", "incorrectly configured", "software error", "local error",
                "local problem", "unexpected error", "error in processing", "processing error", "disk full", "disk space",
                "no space left", "system full", "system storage", "system resources", "resources temporarily", "insufficient",
                "out of memory", "unable to open", "unable to write", "unable to chdir", "cannot store", "unable to store",
                "file write error", "database", "lookup fail", "backend", "timeout",
                "timed out", "try again", "try later", "temporar", "busy", "overload", "load too high", "service unavailable",
                "service not available", "service is unavailable", "service not active", "currently unavailable", "shutting down",
                "maintenance", "congest", "please wait", "spater erneut", "plus tard", "mas tarde", "mais tarde", "piu tardi",
                "license expired", "unable to process", "interrupted system call", "transaction failed",
            ],
            Class = ReplyClass.ServerTemporary,
        },
    ];
}
