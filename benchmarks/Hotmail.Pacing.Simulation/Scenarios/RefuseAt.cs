namespace Hotmail.Pacing.Simulation.Scenarios;

/// <summary>Where a connection over the cap is refused.</summary>
internal enum RefuseAt : byte
{
    /// <summary>The refusal stands in for the greeting.</summary>
    Banner,

    /// <summary>The session opens; the refusal answers MAIL FROM, and the connection is closed.</summary>
    MailFrom,

    /// <summary>The connection is closed before its greeting, without a word.</summary>
    Drop,
}
