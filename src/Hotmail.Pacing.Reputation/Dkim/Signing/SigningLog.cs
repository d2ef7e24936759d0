using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>The log messages of signing: ids 6000 and up, which <c>Hotmail.Pacing</c> does not use.</summary>
internal static partial class SigningLog
{
    [LoggerMessage(EventId = 6201, EventName = nameof(KeyLoaded), Level = LogLevel.Information, Message = "Mail is signed for {Domain} with {Selector}, {Algorithm}")]
    public static partial void KeyLoaded(ILogger logger, string domain, string selector, string algorithm);

    [LoggerMessage(EventId = 6202, EventName = nameof(KeyDoubtful), Level = LogLevel.Warning, Message = "{Name}: {Reason}")]
    public static partial void KeyDoubtful(ILogger logger, string name, string reason);

    [LoggerMessage(EventId = 6203, EventName = nameof(SentUnsigned), Level = LogLevel.Warning,
        Message = "Mail from {Domain} goes unsigned: no configured domain signs for it")]
    public static partial void SentUnsigned(ILogger logger, string domain);
}
