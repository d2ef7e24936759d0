using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Retries;

/// <summary>
/// The default schedule: <c>next = initial × factor^(n−1)</c>, capped, plus jitter; linear or constant where the group says so. A greylisted message comes
/// back sooner, one for a full mailbox later. Keeps no state: one instance serves all.
/// </summary>
public sealed class ExponentialRetryScheduler : IRetryScheduler
{
    /// <summary>
    /// The longest first delay after a greylisting: 5 minutes. Postgrey, the most used greylister, lets a message in after 300 s by default
    /// (its option <c>--delay</c>), and the jitter comes on top.
    /// </summary>
    public static readonly TimeSpan GreylistDelay = TimeSpan.FromMinutes(5);

    /// <summary>
    /// By how much the delays of a message for a full mailbox are longer: 4. Our choice: its owner has to clear it first, and RFC 5321 §4.5.4.1 asks for at least
    /// 30 minutes between attempts anyway. The group's longest delay still holds.
    /// </summary>
    public const double MailboxFullFactor = 4;

    /// <inheritdoc />
    public RetryDecision Decide(in RetryContext context, Random random)
    {
        var settings = context.Settings;
        ArgumentNullException.ThrowIfNull(settings, nameof(context));
        var initial = context.Class switch
        {
            ReplyClass.Greylist when settings.InitialRetryDelay > GreylistDelay => GreylistDelay,
            ReplyClass.MailboxFull when settings.InitialRetryDelay < settings.MaxRetryDelay / MailboxFullFactor => settings.InitialRetryDelay * MailboxFullFactor,
            ReplyClass.MailboxFull => settings.MaxRetryDelay,
            _ => settings.InitialRetryDelay,
        };
        var delay = RetryMath.Delay(settings.Backoff, initial, settings.BackoffFactor, settings.MaxRetryDelay, context.Attempts);
        var jitter = RetryMath.Jitter(settings.JitterMin, settings.JitterMax, random);
        var at = RetryMath.Add(RetryMath.Add(context.Now, delay), jitter);
        return new RetryDecision(at > context.ExpiresAt, at);
    }
}
