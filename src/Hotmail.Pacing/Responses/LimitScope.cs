namespace Hotmail.Pacing.Responses;

/// <summary>What a <see cref="ReplyClass.ConnectionLimit"/> reply counts.</summary>
public enum LimitScope : byte
{
    /// <summary>Not a connection limit.</summary>
    None = 0,

    /// <summary>Connections open at once.</summary>
    OpenConnections,

    /// <summary>Connections opened in a time.</summary>
    ConnectionRate,

    /// <summary>Messages sent on one connection.</summary>
    MessagesPerConnection,
}
