namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>How a <see cref="NodeSmtpServer"/> refuses a connection over its limit.</summary>
internal enum LimitAnswer
{
    /// <summary>With the refusal in place of its greeting, and closes.</summary>
    Banner,

    /// <summary>With the refusal at MAIL FROM, after a good greeting, and leaves the connection open, as Outlook does.</summary>
    Mail,

    /// <summary>Without a word: drops the connection before its greeting, as Outlook does at times.</summary>
    Drop,
}
