namespace Hotmail.Pacing.Testing;

/// <summary>What the receiver has counted, at one instant.</summary>
public sealed record ReceiverStatistics
{
    internal ReceiverStatistics()
    {
    }

    /// <summary>All connections that were opened: accepted and refused.</summary>
    public required long ConnectionsTotal { get; init; }

    /// <summary>Connections that were within the cap and the open rate.</summary>
    public required long ConnectionsAccepted { get; init; }

    /// <summary>Connections that were over the cap or the open rate, wherever they were or would have been told so.</summary>
    public required long ConnectionsRefused { get; init; }

    /// <summary>Accepted connections that are open now. A connection counts from its acceptance until either side closes it.</summary>
    public required int ConnectionsOpen { get; init; }

    /// <summary>The most accepted connections that were open at once.</summary>
    public required int MostConnectionsOpen { get; init; }

    /// <summary>Connections that are open now, refused ones included.</summary>
    public required int SocketsOpen { get; init; }

    /// <summary>The most connections that were open at once, refused ones included: what a sender's own ceiling must bound.</summary>
    public required int MostSocketsOpen { get; init; }

    /// <summary>Messages whose end of data was answered 2yz.</summary>
    public required long MessagesAccepted { get; init; }

    /// <summary>Recipients of the accepted messages, repeats included.</summary>
    public required long RecipientsAccepted { get; init; }

    /// <summary>Different recipient addresses of the accepted messages, compared without regard to case.</summary>
    public required int DistinctRecipients { get; init; }

    /// <summary>Bytes of content of the accepted messages.</summary>
    public required long BytesAccepted { get; init; }

    /// <summary>The most messages that were accepted over one connection.</summary>
    public required int MostMessagesPerConnection { get; init; }
}
