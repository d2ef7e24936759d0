namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>What a <see cref="NodeSmtpServer"/> has seen since its start, or since its limit was proved.</summary>
internal sealed record NodeSmtpCounts
{
    /// <summary>Connections let in and open now.</summary>
    public int Open { get; init; }

    /// <summary>The most that were open at once.</summary>
    public int MaxOpen { get; init; }

    /// <summary>Connections let in.</summary>
    public int Accepted { get; init; }

    /// <summary>Connections refused.</summary>
    public int Refused { get; init; }

    /// <summary>Messages taken; kept over <see cref="NodeSmtpServer.KillAsync"/>.</summary>
    public int Messages { get; init; }

    /// <summary>Messages whose sender had gone before the reply; not taken.</summary>
    public int Abandoned { get; init; }

    /// <summary>TLS handshakes.</summary>
    public int Secure { get; init; }

    /// <summary>The most messages that one connection carried.</summary>
    public int MaxMessagesPerConnection { get; init; }
}
