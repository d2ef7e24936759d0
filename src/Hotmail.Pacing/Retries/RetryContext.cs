using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Retries;

/// <summary>What a retry is decided on.</summary>
/// <param name="Settings">The group's schedule.</param>
/// <param name="Now">The time.</param>
/// <param name="AcceptedAt">When the message was accepted.</param>
/// <param name="ExpiresAt">After this instant it may not be tried.</param>
/// <param name="Attempts">The attempts used up, the one just made included; at least 1.</param>
/// <param name="Class">What the deferring reply meant; <see cref="ReplyClass.ServerTemporary"/> when there was no reply.</param>
public readonly record struct RetryContext(
    RetrySettings Settings, DateTimeOffset Now, DateTimeOffset AcceptedAt, DateTimeOffset ExpiresAt, int Attempts, ReplyClass Class);
