namespace Hotmail.Pacing.Reputation.BulkSender;

/// <summary>The limits of <see cref="BulkSenderCheck"/>.</summary>
public sealed class BulkSenderOptions
{
    /// <summary>The size in bytes, as sent, above which a message is too large. No more of it is read.</summary>
    /// <value>20 MiB: large providers take 20 to 25 MB, and do not all publish it.</value>
    public int MaxMessageBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The size in bytes above which a header is too large.</summary>
    /// <value>64 KiB, which every large provider takes.</value>
    public int MaxHeaderBytes { get; set; } = 64 * 1024;
}
