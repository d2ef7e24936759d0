using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Benchmarks.Replies;

/// <summary>One line of a file of replies with their stated meaning.</summary>
internal sealed record ReplyRow(string Provider, SmtpStage Stage, string Reply, ReplyClass Class, Permanence Permanence);
